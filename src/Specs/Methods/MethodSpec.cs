using FastOde.Specs.Keys;

namespace FastOde.Specs.Methods;

/// <summary>What is learned, and how.</summary>
[Family("method", "flow-matching")]
public abstract record MethodSpec;
