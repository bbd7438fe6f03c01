namespace FastOde.FlowMatching.Methods;

/// <summary><c>flow-matching</c>: the network learns the velocity at all times.</summary>
public sealed record FlowMatchingOptions : MethodOptions;
