using FastOde.FlowMatching.Fields;
using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// The velocity of a network that was trained to predict noise. Beyond <see cref="InterpolationPath.LatestNoisePrediction"/>,
/// where a point is so nearly pure noise that the noise no longer tells the data, it is the velocity at that time.
/// </summary>
/// <param name="noise">The network's prediction of the noise, in place of a velocity; points are rows, shape [n, dimension].</param>
/// <param name="path">The path it was trained on.</param>
public sealed class NoisePredictionField(IDifferentiableVelocityField noise, InterpolationPath path) : IDifferentiableVelocityField
{
    /// <inheritdoc/>
    public SamplingStart? Start => noise.Start;

    /// <inheritdoc/>
    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time)
    {
        using var scope = torch.NewDisposeScope();
        var determined = time.clamp_max(path.LatestNoisePrediction);
        var (pointShare, noiseShare) = Prediction.VelocityOfNoise(path.At(determined));
        return (noise.Velocity(points, determined) * noiseShare + points * pointShare).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public (torch.Tensor Velocity, torch.Tensor[] Products) Differentiate(
        torch.Tensor points, torch.Tensor time, IReadOnlyList<torch.Tensor> cotangents)
    {
        using var scope = torch.NewDisposeScope();
        var determined = time.clamp_max(path.LatestNoisePrediction);
        var (pointShare, noiseShare) = Prediction.VelocityOfNoise(path.At(determined));
        var (predicted, products) = noise.Differentiate(points, determined, cotangents);
        var velocity = predicted * noiseShare + points * pointShare;
        torch.Tensor[] pulled = [.. products.Zip(cotangents, (product, cotangent) => product * noiseShare + cotangent * pointShare)];
        return (velocity.MoveToOuterDisposeScope(), [.. pulled.Select(product => product.MoveToOuterDisposeScope())]);
    }
}
