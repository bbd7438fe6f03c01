namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A list or a tuple.</summary>
/// <param name="Items">Its items, in order.</param>
public sealed record PyTorchList(IReadOnlyList<PyTorchValue> Items) : PyTorchValue;
