namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>Adams–Bashforth of order 2; the first step is Euler's.</summary>
public sealed record AdamsBashforth2() : AdamsBashforthMethod("ab2", 2, Beginning: 0);
