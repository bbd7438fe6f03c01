namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>
/// A value of a PyTorch checkpoint: <see cref="PyTorchDictionary"/>, <see cref="PyTorchList"/>, <see cref="PyTorchTensor"/>,
/// <see cref="PyTorchInteger"/>, <see cref="PyTorchReal"/>, <see cref="PyTorchBoolean"/>, <see cref="PyTorchText"/> or
/// <see cref="PyTorchNone"/>. Values never change.
/// </summary>
public abstract record PyTorchValue;
