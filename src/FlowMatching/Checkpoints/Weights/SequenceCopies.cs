namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>
/// Finds a network's averages in numbered sequences. A sequence is the network's parameters in their order, or those of
/// both networks of a pair, one after the other in the order that the shapes allow; buffers may stand in their places.
/// </summary>
internal static class SequenceCopies
{
    /// <summary>A network's part of a sequence.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="state">The network's tensors.</param>
    /// <param name="other">Those of the other network of the pair.</param>
    /// <returns>A copy, with its fault where the sequence fits in no order or in two.</returns>
    public static WeightCopy Find(TensorSequence sequence, IReadOnlyList<StateEntry> state, IReadOnlyList<StateEntry> other)
    {
        if (sequence.Fault is { } broken)
            return Faulty(broken);
        var tensors = sequence.Tensors;
        foreach (var (mine, others) in new[] { (Parameters(state), Parameters(other)), (state, other) })
        {
            int[] starts =
            [
                .. Fits(tensors, mine, 0) && tensors.Count == mine.Count ? new[] { 0 } : [],
                .. tensors.Count == mine.Count + others.Count && Fits(tensors, mine, 0) && Fits(tensors, others, mine.Count) ? new[] { 0 } : [],
                .. tensors.Count == mine.Count + others.Count && Fits(tensors, others, 0) && Fits(tensors, mine, others.Count) ? new[] { others.Count } : [],
            ];
            if (starts is [var start])
                return new WeightCopy(sequence.Name, mine.Select((entry, i) => (entry.Name, Tensor: tensors[start + i])).ToDictionary(pair => pair.Name, pair => pair.Tensor, StringComparer.Ordinal), Fault: null);
            if (starts.Length > 1)
                return Faulty("its averages fit both orders of the two networks");
        }

        var expected = Parameters(state);
        if (tensors.Count != expected.Count)
            return Faulty($"it has {tensors.Count} averages, and the network {expected.Count} parameters");
        return Faulty(expected.Zip(tensors, (entry, tensor) => tensor.Mismatch(entry)).OfType<string>().First());

        WeightCopy Faulty(string fault) => new(sequence.Name, new Dictionary<string, SourceTensor>(), fault);
    }

    private static IReadOnlyList<StateEntry> Parameters(IReadOnlyList<StateEntry> state) => [.. state.Where(entry => entry.Buffer is null)];

    private static bool Fits(IReadOnlyList<SourceTensor> tensors, IReadOnlyList<StateEntry> entries, int start) =>
        tensors.Count >= start + entries.Count && entries.Select((entry, i) => tensors[start + i].Mismatch(entry)).All(mismatch => mismatch is null);
}
