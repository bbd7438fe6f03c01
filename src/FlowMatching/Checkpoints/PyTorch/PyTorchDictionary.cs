namespace FastOde.FlowMatching.Checkpoints.PyTorch;

/// <summary>A dictionary whose keys are texts or integers.</summary>
/// <param name="Entries">Its values by key, in the file's order; an integer key is its decimal digits, as in the names of tensors.</param>
public sealed record PyTorchDictionary(IReadOnlyDictionary<string, PyTorchValue> Entries) : PyTorchValue
{
    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public PyTorchValue this[string key] => Entries[key];
}
