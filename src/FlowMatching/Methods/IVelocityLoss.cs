using FastOde.FlowMatching.Paths;
using TorchSharp;

namespace FastOde.FlowMatching.Methods;

/// <summary>
/// The flow-matching loss of one batch, stage by stage: where the path is at each sample's time, what the error of the
/// prediction, velocity or noise, counts, and its gradients.
/// </summary>
internal interface IVelocityLoss : IDisposable
{
    /// <summary>Mean squared error of the last batch, per data dimension.</summary>
    double SquaredError { get; }

    /// <summary>The squared error of each sample of the last batch, per data dimension.</summary>
    ReadOnlySpan<double> SampleErrors { get; }

    /// <summary>Places every pair on the path: the network's input; the velocity there, or the noise, becomes its target.</summary>
    /// <returns>Points, shape [n, dimension]; owned by this object.</returns>
    torch.Tensor Place(InterpolationPath path, torch.Tensor time, torch.Tensor data, torch.Tensor noise);

    /// <summary>Compares the network's output with the target.</summary>
    /// <param name="prediction">The network's output, shape [n, dimension].</param>
    /// <param name="gradient">Gradient of the loss with respect to it; owned by this object.</param>
    /// <returns>The loss.</returns>
    double Measure(torch.Tensor prediction, out torch.Tensor gradient);

    /// <summary>
    /// The gradient with respect to the noise: b·(gradient at the point) - s·(gradient at the prediction), where s is the
    /// target's share of noise (b' of a velocity, 1 of noise), since the target moves with the noise too. It replaces the
    /// gradient at the point.
    /// </summary>
    void ToNoise(torch.Tensor pointGradient);
}
