using TorchSharp;

namespace FastOde.FlowMatching.Tests.Methods.FlowMaps;

/// <summary>The exact flow between data N(0, q) and noise N(0, p), each dimension by itself: σ(t)² = (1-t)²q + t²p.</summary>
/// <param name="P">Variance of noise.</param>
/// <param name="Q">Variance of data.</param>
internal sealed record GaussianFlow(double P = 1, double Q = 1)
{
    public torch.Tensor Deviation(torch.Tensor time) => ((1 - time).square() * Q + time.square() * P).sqrt();

    /// <summary>X_{t→r}(x) = x·σ(r)/σ(t).</summary>
    public torch.Tensor Map(torch.Tensor points, torch.Tensor from, torch.Tensor to) => points * Deviation(to) / Deviation(from);

    /// <summary>u = x·(1 - σ(r)/σ(t))/(t - r), written so that it is the velocity where r = t.</summary>
    public torch.Tensor AverageVelocity(torch.Tensor points, torch.Tensor time, torch.Tensor step)
    {
        var to = time - step;
        return points * ((time + to) * (P + Q) - 2 * Q) / (Deviation(time) * (Deviation(time) + Deviation(to)));
    }

    public torch.Tensor Velocity(torch.Tensor points, torch.Tensor time) => AverageVelocity(points, time, torch.zeros_like(time));
}
