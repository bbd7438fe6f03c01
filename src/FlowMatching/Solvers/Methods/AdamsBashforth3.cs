namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>Adams–Bashforth of order 3; the first step is a midpoint step, an evaluation more.</summary>
public sealed record AdamsBashforth3() : AdamsBashforthMethod("ab3", 3, Beginning: 1);
