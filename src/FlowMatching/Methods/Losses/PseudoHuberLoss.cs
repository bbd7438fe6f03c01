using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Losses;

/// <summary>√(‖e‖² + c²) - c.</summary>
/// <param name="spec">Has c.</param>
/// <param name="dimension">D, the data dimension.</param>
public sealed class PseudoHuberLoss(PseudoHuberLossSpec spec, int dimension) : SampleLoss(dimension)
{
    private const double StandardShare = 0.00054;
    private readonly double c = spec.C ?? StandardShare * Math.Sqrt(dimension);

    /// <inheritdoc/>
    public override (torch.Tensor Values, torch.Tensor Slopes) Of(torch.Tensor squares)
    {
        var root = (squares + c * c).sqrt();
        return (root - c, 0.5 / root);
    }
}
