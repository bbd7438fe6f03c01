namespace FastOde.FlowMatching.Methods;

/// <summary>The keys of one method. Its type says which: <see cref="Method"/> is found by it.</summary>
public abstract record MethodOptions;
