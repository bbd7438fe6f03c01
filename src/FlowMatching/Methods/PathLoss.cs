using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>The loss of a <see cref="VelocityMethod"/> on one network.</summary>
/// <param name="problem">The network and its batches.</param>
/// <param name="setting">Path, prediction and loss.</param>
internal sealed class PathLoss(MethodProblem problem, MethodSetting setting) : MethodLoss
{
    private readonly IVelocityLoss loss =
        problem.Parameters.Device.Create(new VelocityLossComputation(problem.BatchSize, problem.Dimension, setting.Prediction, setting.Loss));

    private readonly double[] losses = new double[1];
    private torch.Tensor? outputGradient;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Losses => losses;

    /// <inheritdoc/>
    public override TimeBins ByTime { get; } = new();

    /// <inheritdoc/>
    public override double Measure(torch.Tensor conditions, torch.Tensor data, torch.Tensor noise)
    {
        using var scope = torch.NewDisposeScope();
        var points = loss.Place(setting.Path, conditions, data, noise);
        var value = loss.Measure(problem.Network.Forward(problem.Parameters, points, conditions), out outputGradient);
        losses[0] = loss.SquaredError;
        ByTime.Clear();
        ByTime.Add(TensorMemory.Span(conditions.cpu()), loss.SampleErrors);
        return value;
    }

    /// <inheritdoc/>
    public override void Backward(torch.Tensor? noiseGradient)
    {
        problem.Network.Backward(problem.Parameters, outputGradient!, noiseGradient);
        if (noiseGradient is not null)
            loss.ToNoise(noiseGradient);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            loss.Dispose();
        base.Dispose(disposing);
    }
}
