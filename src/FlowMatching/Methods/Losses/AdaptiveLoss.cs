using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Losses;

/// <summary>m/(m + ε)^p with m = ‖e‖²/D, where no gradient goes through the divisor.</summary>
/// <param name="spec">p and ε.</param>
/// <param name="dimension">D, the data dimension.</param>
public sealed class AdaptiveLoss(AdaptiveLossSpec spec, int dimension) : SampleLoss(dimension)
{
    /// <inheritdoc/>
    public override (torch.Tensor Values, torch.Tensor Slopes) Of(torch.Tensor squares)
    {
        var mean = squares / Dimension;
        var weights = (mean + spec.Epsilon).pow(-spec.Power);
        return (mean * weights, weights / Dimension);
    }
}
