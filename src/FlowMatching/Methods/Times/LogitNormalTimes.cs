using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Times;

/// <summary>t = 1 / (1 + e^-z) with z ~ N(mean, deviation²).</summary>
/// <param name="spec">Mean and deviation.</param>
public sealed class LogitNormalTimes(LogitNormalTimeSpec spec) : TimeLaw
{
    /// <inheritdoc/>
    protected override torch.Tensor Transform(torch.Tensor draws, torch.Generator generator) =>
        draws.normal_(spec.Mean, spec.Deviation, generator).sigmoid_();
}
