namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>The copies of one network's weights that a file holds.</summary>
internal sealed class NetworkCopies
{
    private readonly IReadOnlyList<WeightCopy> all;
    private readonly IReadOnlyList<SourceTensor> mine;
    private readonly HashSet<string> ofOther;

    /// <summary>Looks for them.</summary>
    /// <param name="source">The file.</param>
    /// <param name="encoder">Whether the network is the encoder; both networks of a pair may have the same names.</param>
    /// <param name="state">Its tensors, in the order of the state dict.</param>
    /// <param name="other">Those of the other network of the pair.</param>
    /// <param name="alone">Whether the file holds nothing but this network, so that names need not say which it is.</param>
    public NetworkCopies(WeightSource source, bool encoder, IReadOnlyList<StateEntry> state, IReadOnlyList<StateEntry> other, bool alone)
    {
        mine = [.. source.Tensors.Values.Where(tensor => alone || AveragedName.IsEncoder(tensor.Name) == encoder)];
        var sequences = TensorSequence.Of(source).Where(sequence => alone || encoder || !AveragedName.IsEncoder(sequence.Name)).ToList();
        // A sequence whose name does not say whose it is belongs to the velocity network where it fits it.
        var others = alone ? [] : sequences.Where(sequence => IsOther(sequence)).ToList();
        ofOther = others.SelectMany(sequence => sequence.Tensors).Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        all = [.. NamedCopies.Find(mine, state), .. sequences.Except(others).Select(sequence => SequenceCopies.Find(sequence, state, other))];
        Fitting = [.. all.Where(copy => copy.Fault is null)];

        bool IsOther(TensorSequence sequence)
        {
            if (encoder && AveragedName.IsEncoder(sequence.Name))
                return false;
            var fits = SequenceCopies.Find(sequence, state, other).Fault is null;
            var fitsOther = SequenceCopies.Find(sequence, other, state).Fault is null;
            return fitsOther && (!fits || (encoder && sequence.Tensors.Count < state.Count(entry => entry.Buffer is null) + other.Count(entry => entry.Buffer is null)));
        }
    }

    /// <summary>Those that fit the network, name by name and shape by shape.</summary>
    public IReadOnlyList<WeightCopy> Fitting { get; }

    /// <summary>The one that misses least: what is told of a file that holds no copy that fits.</summary>
    public WeightCopy Nearest => all[0];

    /// <summary>The first copy that a user's name means, whether it fits or not; null where there is none.</summary>
    public WeightCopy? Answering(string name) => all.FirstOrDefault(copy => copy.Answers(name) && (copy.Tensors.Count > 0 || copy.IsAverage));

    /// <summary>
    /// Where the file says that it holds averages of this network, and they do not fit it; null where it says nothing.
    /// </summary>
    public string? StrayAverage()
    {
        var fitting = Fitting.SelectMany(copy => copy.Tensors.Values).Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        var stray = mine.FirstOrDefault(tensor =>
            tensor.IsFloating && tensor.Shape.Count > 0 && AveragedName.IsAverage(tensor.Name) && !fitting.Contains(tensor.Name) && !ofOther.Contains(tensor.Name));
        if (stray is null)
            return null;
        var copy = all.FirstOrDefault(copy => copy is { IsAverage: true, Fault: not null } && IsPart(stray.Name, copy.Name));
        return copy is null ? $"'{stray.Name}' is averaged, and not in the network" : $"'{copy.Name}': {copy.Fault}";
    }

    private static bool IsPart(string tensor, string copy) =>
        copy.Split(".N.") is [var list, var field]
            ? tensor.StartsWith(list + '.', StringComparison.Ordinal) && tensor.EndsWith('.' + field, StringComparison.Ordinal)
            : tensor.StartsWith(copy + '.', StringComparison.Ordinal);
}
