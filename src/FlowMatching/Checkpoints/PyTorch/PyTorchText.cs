namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A text.</summary>
/// <param name="Value">Its characters.</param>
public sealed record PyTorchText(string Value) : PyTorchValue;
