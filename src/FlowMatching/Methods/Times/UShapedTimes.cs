using FastOde.Specs.Times;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Times;

/// <summary>
/// By the inverse of the distribution function. With one end it is sinh(at)/sinh(a). With both, half of the draws have the
/// distribution function (e^{at} - 1)/(e^a - 1), and the others are its mirror image.
/// </summary>
/// <param name="spec">How steep, and at which ends.</param>
public sealed class UShapedTimes(UShapedTimeSpec spec) : TimeLaw
{
    /// <inheritdoc/>
    protected override torch.Tensor Transform(torch.Tensor draws, torch.Generator generator)
    {
        ArgumentNullException.ThrowIfNull(draws);
        var uniform = draws.uniform_(0, 1, generator);
        var steepness = spec.Steepness;
        if (!spec.BothEnds)
            return uniform.mul_(Math.Sinh(steepness)).asinh_().div_(steepness);
        var mirrored = uniform >= 0.5;
        var time = (uniform * 2).frac_().mul_(double.ExpM1(steepness)).log1p_().div_(steepness);
        return torch.where(mirrored, 1 - time, time);
    }
}
