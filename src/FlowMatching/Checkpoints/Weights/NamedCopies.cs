using System.Runtime.InteropServices;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>Finds the copies of a network whose tensors bear the network's own names, wherever training scripts have nested them.</summary>
internal static class NamedCopies
{
    private const string Optimizer = "optimizer";
    private const int MostListed = 5;

    /// <summary>The copies, the fullest first; of equally full ones averages first.</summary>
    /// <param name="tensors">The tensors that may belong to the network.</param>
    /// <param name="state">The network's tensors.</param>
    public static IReadOnlyList<WeightCopy> Find(IReadOnlyList<SourceTensor> tensors, IReadOnlyList<StateEntry> state)
    {
        var byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var wanted = state.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var sections = Sections(byName.Keys, wanted)
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => AveragedName.IsAverage(pair.Key))
            .ThenBy(pair => pair.Key.Length)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.Key)
            .ToList();
        var whole = sections.Where(section => state.All(entry => entry.Buffer is not null || byName.ContainsKey(section + entry.Name)));
        var copied = whole.SelectMany(section => state.Select(entry => section + entry.Name)).ToHashSet(StringComparer.Ordinal);
        return [.. sections.Select(section => Copy(section))];

        WeightCopy Copy(string section)
        {
            var held = new Dictionary<string, SourceTensor>(StringComparer.Ordinal);
            foreach (var entry in state)
            {
                if (byName.TryGetValue(section + entry.Name, out var tensor))
                    held.Add(entry.Name, tensor);
            }

            var own = held.Values.ToHashSet();
            var strangers = tensors.Where(tensor =>
                tensor.IsFloating && tensor.Name.StartsWith(section, StringComparison.Ordinal) && !own.Contains(tensor) && !copied.Contains(tensor.Name) && !IsBookkeeping(section, tensor));
            string[] faults = [.. Faults(state, held), .. strangers.Select(tensor => $"'{tensor.Name}' is not in the network")];
            return new WeightCopy(section.Length == 0 ? WeightCopy.TopLevel : section[..^1], held, faults.Length == 0 ? null : Listed(faults));
        }
    }

    private static string Listed(string[] faults) =>
        $"{faults.Length} tensors differ: {string.Join("; ", faults.Take(MostListed))}{(faults.Length > MostListed ? "; …" : "")}";

    /// <summary>What keeps tensors from being those of a network; buffers may be missing, as an average of parameters has none.</summary>
    private static IEnumerable<string> Faults(IReadOnlyList<StateEntry> state, Dictionary<string, SourceTensor> held)
    {
        foreach (var entry in state)
        {
            if (!held.TryGetValue(entry.Name, out var tensor))
            {
                if (entry.Buffer is null)
                    yield return $"'{entry.Name}' is missing";
            }
            else if (tensor.Mismatch(entry) is { } mismatch)
            {
                yield return mismatch;
            }
        }
    }

    // Averages are counted and weighed beside the weights (decay, num_updates); within a state other lists may lie.
    private static bool IsBookkeeping(string section, SourceTensor tensor) =>
        tensor.Name.StartsWith(Optimizer, StringComparison.Ordinal)
        || AveragedName.IsAverage(tensor.Name) != AveragedName.IsAverage(section)
        || (tensor.Shape.Count == 0 && AveragedName.IsAverage(section));

    /// <summary>What stands before the network's own names, with the number of names behind it.</summary>
    private static Dictionary<string, int> Sections(IEnumerable<string> names, HashSet<string> wanted)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        foreach (var name in names)
        {
            for (var start = 0; start >= 0 && start < name.Length; start = name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1)
            {
                if (wanted.Contains(name[start..]))
                    CollectionsMarshal.GetValueRefOrAddDefault(found, name[..start], out _)++;
            }
        }

        return found;
    }
}
