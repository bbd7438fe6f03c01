namespace FastOde.FlowMatching.Solvers.Methods;

/// <summary>UniPC of order 3.</summary>
public sealed record UniPc3() : UniPcMethod("unipc3", 3);
