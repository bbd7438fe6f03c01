namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>True or false.</summary>
/// <param name="Value">Which of the two.</param>
public sealed record PyTorchBoolean(bool Value) : PyTorchValue;
