using FastOde.Specs.Keys;

namespace FastOde.Specs.Times;

/// <summary>All times are as likely.</summary>
[Kind("uniform", Place = 1)]
public sealed record UniformTimeSpec : TimeSpec;
