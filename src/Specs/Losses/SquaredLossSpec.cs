using FastOde.Specs.Keys;

namespace FastOde.Specs.Losses;

/// <summary>‖e‖²/D, the squared error per data dimension.</summary>
[Kind("squared", Place = 1)]
public sealed record SquaredLossSpec : LossSpec;
