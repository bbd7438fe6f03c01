using FastOde.Specs.Keys;

namespace FastOde.Specs.Losses;

/// <summary>How the error e of a sample counts; ‖e‖² is its squared length, over all D data dimensions.</summary>
[Family("loss", "squared")]
public abstract record LossSpec;
