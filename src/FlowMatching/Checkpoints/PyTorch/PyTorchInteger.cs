namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>An integer.</summary>
/// <param name="Value">Its value; integers that need more than 64 bits are refused.</param>
public sealed record PyTorchInteger(long Value) : PyTorchValue;
