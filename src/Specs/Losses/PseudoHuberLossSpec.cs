using FastOde.Specs.Keys;

namespace FastOde.Specs.Losses;

/// <summary>√(‖e‖² + c²) - c, which grows like the length of a large error (Song and Dhariwal, 2024, eq. 7).</summary>
[Kind("pseudo-huber", Place = 2)]
public sealed record PseudoHuberLossSpec : LossSpec
{
    /// <summary>c, below which errors count by their square; without it 0.00054·√D.</summary>
    [Number(0, AboveMin = true)]
    public double? C { get; init; }
}
