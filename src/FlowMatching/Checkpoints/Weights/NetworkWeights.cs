using System.Runtime.InteropServices;
using FastOde.FlowMatching.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>
/// Finds a network's tensors in a weights file, wherever training scripts have nested them, and refuses a file whose
/// tensors are not exactly those of the network.
/// </summary>
/// <param name="source">The file.</param>
/// <param name="encoder">Whether the network is an encoder; both networks of a pair may have the same names.</param>
internal sealed class NetworkWeights(WeightSource source, bool encoder)
{
    private const int MostListed = 5;
    private const double SameBuffer = 1e-5;

    /// <summary>Whether the file has any dictionary that, by its name, holds an encoder.</summary>
    public static bool HasEncoder(WeightSource source) => source.Tensors.Keys.Any(OfEncoder);

    /// <summary>The network's parameters in its order, float32.</summary>
    /// <param name="state">Its tensors, in the order of the state dict.</param>
    /// <param name="prefix">What the parameters' names are to begin with in the result.</param>
    /// <param name="alone">Whether the file holds nothing but this network, so that names need not say which it is.</param>
    /// <exception cref="CheckpointException">Tensors are missing, unknown or of another shape; the first five are listed.</exception>
    public IReadOnlyList<SafeTensor> Read(IReadOnlyList<StateEntry> state, string prefix, bool alone)
    {
        var mine = source.Tensors.Keys.Where(name => alone || OfEncoder(name) == encoder).ToList();
        var section = Section(state, mine);
        Compare(state, mine, section);
        foreach (var entry in state.Where(entry => entry.Buffer is not null))
            RequireSame(entry, source.Tensors[section + entry.Name]);
        return [.. state.Where(entry => entry.Buffer is null).Select(entry => Parameter(prefix + entry.Name, source.Tensors[section + entry.Name]))];
    }

    /// <summary>The part before the network's own names under which most of them stand; averaged weights before others.</summary>
    private static string Section(IReadOnlyList<StateEntry> state, IReadOnlyList<string> names)
    {
        var wanted = state.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        foreach (var name in names)
        {
            for (var start = 0; start >= 0 && start < name.Length; start = name.IndexOf('.', start) is var dot and >= 0 ? dot + 1 : -1)
            {
                if (wanted.Contains(name[start..]))
                    CollectionsMarshal.GetValueRefOrAddDefault(found, name[..start], out _)++;
            }
        }

        return found
            .OrderByDescending(pair => pair.Value)
            .ThenByDescending(pair => pair.Key.Contains("ema", StringComparison.OrdinalIgnoreCase))
            .ThenBy(pair => pair.Key.Length)
            .First().Key;
    }

    /// <summary>Training scripts write the forward process below such names; the network itself has none.</summary>
    private static bool OfEncoder(string name) => name.Split('.')
        .Any(part => part == "encoder" || part.StartsWith("encoder_", StringComparison.Ordinal) || part.StartsWith("forward", StringComparison.Ordinal));

    private void Compare(IReadOnlyList<StateEntry> state, IReadOnlyList<string> mine, string section)
    {
        var known = state.Select(entry => section + entry.Name).ToHashSet(StringComparer.Ordinal);
        var mismatches = state.Select(entry => Mismatch(entry, section)).OfType<string>()
            .Concat(mine.Where(name => name.StartsWith(section, StringComparison.Ordinal) && !known.Contains(name) && !name.StartsWith("optimizer", StringComparison.Ordinal))
                .Select(name => $"'{name}' is not in the network"))
            .ToList();
        if (mismatches.Count == 0)
            return;
        var listed = string.Join("; ", mismatches.Take(MostListed));
        throw new CheckpointException(
            $"The weights '{source.File}' do not fit the spec's {(encoder ? "encoder" : "velocity network")}, {mismatches.Count} tensors differ: {listed}"
            + $"{(mismatches.Count > MostListed ? "; …" : ".")} Give the spec of the networks that were trained.");
    }

    private string? Mismatch(StateEntry entry, string section)
    {
        var name = section + entry.Name;
        if (!source.Tensors.TryGetValue(name, out var tensor))
            return $"'{entry.Name}' is missing";
        if (!tensor.Shape.SequenceEqual(entry.Sizes))
            return $"'{name}' has shape [{string.Join(", ", tensor.Shape)}], expected [{string.Join(", ", entry.Sizes)}]";
        return tensor.IsFloating ? null : $"'{name}' does not hold floating-point numbers";
    }

    private void RequireSame(StateEntry entry, SourceTensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = tensor.Read().to(torch.float64).flatten();
        var expected = torch.tensor(entry.Buffer!.ToArray(), dtype: torch.float64);
        if (!values.allclose(expected, SameBuffer, SameBuffer))
            throw new CheckpointException($"The weights '{source.File}' do not fit the spec: '{tensor.Name}' is no weight, and holds other values than the spec's network has. Set network.resampleFilter and network.embedding to what was trained; random Fourier frequencies cannot be imported.");
    }

    private SafeTensor Parameter(string name, SourceTensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        var values = tensor.Read().to(torch.float32).contiguous();
        return values.isfinite().all().item<bool>()
            ? new SafeTensor { Name = name, Type = "F32", Shape = tensor.Shape, Data = values.bytes.ToArray() }
            : throw new CheckpointException($"The weights '{source.File}' cannot be used: '{tensor.Name}' holds values that are not finite. Take an earlier checkpoint.");
    }
}
