namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A list or tuple that a pickle is still filling.</summary>
/// <param name="Items">Its items: values, lists, dictionaries, storages, tensors and globals.</param>
/// <param name="IsTuple">Whether it is a tuple, which does not grow.</param>
internal sealed record PickleList(List<object> Items, bool IsTuple);
