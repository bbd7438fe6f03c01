using FastOde.FlowMatching.Paths;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>The loss in tensor operations, on any device.</summary>
/// <param name="prediction">What the network says.</param>
internal sealed class TensorVelocityLoss(PredictionKind prediction) : IVelocityLoss
{
    private readonly List<torch.Tensor> kept = [];
    private torch.Tensor? target;
    private torch.Tensor? pathShare;
    private torch.Tensor? targetShare;
    private torch.Tensor? errorGradient;

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
        var error = prediction - target!;
        errorGradient = gradient = Keep(error * (2.0 / error.NumberOfElements));
        return error.square().mean([0, 1], type: torch.float64).item<double>();
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
