namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>Python's <c>None</c>.</summary>
public sealed record PyTorchNone : PyTorchValue;
