using FastOde.FlowMatching.Methods.Losses;
using FastOde.FlowMatching.Paths;
using FastOde.Specs.Losses;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>The loss in tensor operations, on any device.</summary>
/// <param name="prediction">What the network says.</param>
/// <param name="loss">How the error of a sample counts.</param>
/// <param name="dimension">Data dimension.</param>
internal sealed class TensorVelocityLoss(PredictionKind prediction, LossSpec loss, int dimension) : IVelocityLoss
{
    private readonly BatchError measure = new(loss, dimension);
    private readonly List<torch.Tensor> kept = [];
    private torch.Tensor? target;
    private torch.Tensor? pathShare;
    private torch.Tensor? targetShare;
    private torch.Tensor? errorGradient;

    /// <inheritdoc/>
    public double SquaredError => measure.Squares.Average();

    /// <inheritdoc/>
    public ReadOnlySpan<double> SampleErrors => measure.Squares;

    /// <inheritdoc/>
    public torch.Tensor Place(InterpolationPath path, torch.Tensor time, torch.Tensor data, torch.Tensor noise)
    {
        using var scope = torch.NewDisposeScope();
        Dispose();
        var at = path.At(time);
        var (dataShare, noiseShare) = Prediction.Target(prediction, at);
        target = Keep(dataShare * data + noiseShare * noise);
        pathShare = Keep(at.Noise);
        targetShare = Keep(noiseShare);
        return Keep(at.Data * data + at.Noise * noise);
    }

    /// <inheritdoc/>
    public double Measure(torch.Tensor prediction, out torch.Tensor gradient)
    {
        using var scope = torch.NewDisposeScope();
        var (value, slope) = measure.Measure(prediction - target!);
        errorGradient = gradient = Keep(slope);
        return value;
    }

    /// <inheritdoc/>
    public void ToNoise(torch.Tensor pointGradient)
    {
        using var scope = torch.NewDisposeScope();
        pointGradient.mul_(pathShare!).sub_(targetShare! * errorGradient!);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in kept)
            tensor.Dispose();
        kept.Clear();
    }

    private torch.Tensor Keep(torch.Tensor tensor)
    {
        kept.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
