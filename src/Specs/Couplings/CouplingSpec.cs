using FastOde.Specs.Keys;

namespace FastOde.Specs.Couplings;

/// <summary>Which noise goes with which data.</summary>
[Family("coupling", "independent")]
public abstract record CouplingSpec;
