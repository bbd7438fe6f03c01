namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>What one pickle holds.</summary>
/// <param name="Value">A <see cref="PyTorchValue"/>, or a list, dictionary, tensor, storage or global still to be looked through.</param>
/// <param name="Storages">Every storage that it names, as often as it does.</param>
internal sealed record PickleContent(object Value, IReadOnlyList<PickleStorage> Storages);
