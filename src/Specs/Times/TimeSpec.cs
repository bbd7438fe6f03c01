using FastOde.Specs.Keys;

namespace FastOde.Specs.Times;

/// <summary>The law from which the times of training are drawn.</summary>
[Family("law of times", "uniform")]
public abstract record TimeSpec;
