namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A floating-point number.</summary>
/// <param name="Value">Its value.</param>
public sealed record PyTorchReal(double Value) : PyTorchValue;
