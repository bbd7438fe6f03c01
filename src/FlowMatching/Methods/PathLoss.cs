using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>The loss of a <see cref="VelocityMethod"/> on one network.</summary>
/// <param name="problem">The network and its batches.</param>
/// <param name="path">The path between data and noise.</param>
/// <param name="prediction">What the network predicts.</param>
internal sealed class PathLoss(MethodProblem problem, InterpolationPath path, PredictionKind prediction) : MethodLoss
{
    private readonly IVelocityLoss loss =
        problem.Parameters.Device.Create(new VelocityLossComputation(problem.BatchSize, problem.Dimension, prediction));

    private readonly double[] losses = new double[1];
    private torch.Tensor? outputGradient;

    /// <inheritdoc/>
    public override ReadOnlySpan<double> Losses => losses;

    /// <inheritdoc/>
    public override double Measure(torch.Tensor conditions, torch.Tensor data, torch.Tensor noise)
    {
        var points = loss.Place(path, conditions, data, noise);
        losses[0] = loss.Measure(problem.Network.Forward(problem.Parameters, points, conditions), out outputGradient);
        return losses[0];
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
