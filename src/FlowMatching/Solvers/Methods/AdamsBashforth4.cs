namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>Adams–Bashforth of order 4; the first step is two half steps of third order, five evaluations more.</summary>
public sealed record AdamsBashforth4() : AdamsBashforthMethod("ab4", 4, Beginning: 5);
