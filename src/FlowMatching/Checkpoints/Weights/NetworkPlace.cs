namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>A network whose weights are looked for in a file.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Prefix">What its parameters' names begin with in a trial's checkpoint.</param>
/// <param name="File">The file.</param>
/// <param name="State">Its tensors, in the order of the state dict.</param>
internal sealed record NetworkPlace(string Name, string Prefix, string File, IReadOnlyList<StateEntry> State);
