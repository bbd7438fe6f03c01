namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A dictionary that a pickle is still filling.</summary>
/// <param name="Entries">Keys and values, in order.</param>
/// <param name="IsOrdered">Whether it is an <c>OrderedDict</c>, the one class that may have attributes.</param>
internal sealed record PickleDictionary(List<(object Key, object Value)> Entries, bool IsOrdered);
