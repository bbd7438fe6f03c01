namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>UniPC of order 2.</summary>
public sealed record UniPc2() : UniPcMethod("unipc2", 2);
