using FastOde.Specs.Losses;
using TorchSharp;

namespace FastOde.FlowMatching.Methods.Losses;

/// <summary>‖e‖²/D.</summary>
/// <param name="spec">Has no keys.</param>
/// <param name="dimension">D, the data dimension.</param>
public sealed class SquaredLoss(SquaredLossSpec spec, int dimension) : SampleLoss(dimension)
{
    /// <summary>What the spec says of it.</summary>
    public SquaredLossSpec Spec => spec;

    /// <inheritdoc/>
    public override (torch.Tensor Values, torch.Tensor Slopes) Of(torch.Tensor squares) =>
        (squares / Dimension, torch.full_like(squares, 1.0 / Dimension));
}
