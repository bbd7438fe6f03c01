namespace FastOde.FlowMatching.Methods;

/// <summary><c>distillation</c>: the network learns at time 1 alone, to go in one Euler step where a teacher's many go.</summary>
public sealed record DistillationOptions : MethodOptions;
