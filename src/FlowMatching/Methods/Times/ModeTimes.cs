using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Times;

/// <summary>t = 1 - u - scale·(cos²(πu/2) - 1 + u) for uniform u.</summary>
/// <param name="spec">The scale.</param>
public sealed class ModeTimes(ModeTimeSpec spec) : TimeLaw
{
    /// <inheritdoc/>
    protected override torch.Tensor Transform(torch.Tensor draws, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var uniform = draws.uniform_(0, 1, generator);
        var bend = (uniform * (Math.PI / 2)).cos_().pow_(2).sub_(1).add_(uniform);
        return (1 - uniform).sub_(bend.mul_(spec.Scale));
    }
}
