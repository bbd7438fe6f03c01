using FastOde.Specs.Keys;

namespace FastOde.Specs.Pruners;

/// <summary>Which trials of a search are stopped before their end.</summary>
[Family("pruner", "none")]
public abstract record PrunerSpec;
