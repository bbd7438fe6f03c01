using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Checkpoints.Weights;
using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Networks.Inception;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Inception;

/// <summary>Weights of Inception-v3: taken from published files after a check of every name and shape, kept as safetensors.</summary>
public static class InceptionFile
{
    private const string Untrained = "num_batches_tracked";
    private const string Classifier = "fc.";
    private const int MostListed = 5;

    /// <summary>Reads weights from a published file, checks them and keeps them whole or not at all.</summary>
    /// <param name="source">A PyTorch state dict (<c>.pth</c>, <c>.pt</c>) or a safetensors file.</param>
    /// <param name="target">Where they are kept; a file that is there is replaced, and the folder is made.</param>
    /// <exception cref="FeatureFileException">The file cannot be used; of names and shapes that do not fit the first five are listed.</exception>
    /// <exception cref="CheckpointException">The published file is missing, damaged or holds more than plain data.</exception>
    public static void Import(string source, string target)
    {
        var entries = new InceptionModel().Entries;
        using var scope = torch.NewDisposeScope();
        using var weights = WeightSource.Open(source);
        Check(weights, entries);
        var stored = entries.Select(entry => Stored(entry, weights)).ToArray();
        var checkpoint = new Checkpoint { Step = 0, Fingerprint = InceptionExtractor.InceptionName, Tensors = stored };
        FeatureFileException.Writing(target, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
            WholeFile.Write(target, CheckpointFormat.Encode(checkpoint));
        });
    }

    /// <summary>Opens the extractor whose weights <see cref="Import"/> kept.</summary>
    /// <returns>The extractor, on the CPU; the caller owns it.</returns>
    /// <exception cref="FeatureFileException">The file is missing, damaged or something else.</exception>
    public static InceptionExtractor Open(string file) => FeatureFileException.Reading(file, "add the weights again with fastode features add inception FILE", () =>
    {
        var checkpoint = CheckpointFormat.Decode(File.ReadAllBytes(file));
        if (checkpoint.Fingerprint != InceptionExtractor.InceptionName)
            throw new InvalidDataException("it holds something else than Inception-v3");
        using var scope = torch.NewDisposeScope();
        var weights = new InceptionModel().Entries.Select(entry => Tensor(checkpoint.Tensor(entry.Name))).ToArray();
        return new InceptionExtractor([.. weights.Select(tensor => tensor.DetachFromDisposeScope())]);
    });

    private static void Check(WeightSource weights, IReadOnlyList<StateEntry> entries)
    {
        var expected = entries.Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        string[] wrong =
        [
            .. entries.Select(entry => Mismatch(weights, entry)).OfType<string>(),
            .. weights.Tensors.Values.Where(tensor => tensor.IsFloating && !expected.Contains(tensor.Name)).Select(tensor => $"'{tensor.Name}' is not in the network"),
        ];
        if (wrong.Length > 0)
        {
            throw new FeatureFileException(
                $"The weights '{weights.File}' do not fit Inception-v3, {wrong.Length} tensors differ: {string.Join("; ", wrong.Take(MostListed))}"
                + $"{(wrong.Length > MostListed ? "; …" : ".")} Give the weights of the FID's network (TensorFlow's graph of 2015-12-05 under PyTorch's names).");
        }
    }

    private static string? Mismatch(WeightSource weights, StateEntry entry)
    {
        if (!weights.Tensors.TryGetValue(entry.Name, out var tensor))
            return IsOptional(entry) ? null : $"'{entry.Name}' is missing";
        return tensor.IsFloating || !IsOptional(entry) || !tensor.Shape.SequenceEqual(entry.Sizes) ? tensor.Mismatch(entry) : null;
    }

    /// <summary>What the features do not depend on, and some files leave out.</summary>
    private static bool IsOptional(StateEntry entry) =>
        entry.Name.EndsWith(Untrained, StringComparison.Ordinal) || entry.Name.StartsWith(Classifier, StringComparison.Ordinal);

    private static SafeTensor Stored(StateEntry entry, WeightSource weights)
    {
        using var scope = torch.NewDisposeScope();
        var values = weights.Tensors.TryGetValue(entry.Name, out var tensor) && tensor.IsFloating
            ? tensor.Read().to(torch.float32).contiguous()
            : torch.zeros([.. entry.Sizes], dtype: torch.float32);
        return values.isfinite().all().item<bool>()
            ? new SafeTensor { Name = entry.Name, Type = "F32", Shape = entry.Sizes, Data = values.bytes.ToArray() }
            : throw new FeatureFileException($"The weights '{weights.File}' cannot be used: '{entry.Name}' holds values that are not finite. Copy the file again.");
    }

    private static torch.Tensor Tensor(SafeTensor stored)
    {
        var tensor = torch.empty([.. stored.Shape], dtype: torch.float32);
        stored.Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }
}
