using FastOde.Specs.Keys;

namespace FastOde.Specs.Losses;

/// <summary>
/// m/(m + ε)^p with m = ‖e‖²/D, where no gradient goes through the divisor: samples with large errors pull less (Geng et
/// al., "Mean Flows for One-step Generative Modeling", 2025, eq. 22).
/// </summary>
[Kind("adaptive", Place = 3)]
public sealed record AdaptiveLossSpec : LossSpec
{
    /// <summary>p; at 0 the loss is the squared error, at 1 all samples pull alike.</summary>
    [Number(0)]
    public double Power { get; init; } = 1;

    /// <summary>ε, in squared data units: smaller errors pull less.</summary>
    [Number(0, AboveMin = true)]
    public double Epsilon { get; init; } = 1e-3;
}
