namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A run of elements that tensors look into.</summary>
/// <param name="Key">What the file calls it; in a zip the name of its entry below <c>data/</c>.</param>
/// <param name="Type">Its elements.</param>
/// <param name="Count">Their number, at least 0.</param>
internal sealed record PickleStorage(string Key, PyTorchElementType Type, long Count);
