using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Files;
using FastOde.FlowMatching.Training;
using TorchSharp;

namespace FastOde.FlowMatching.Teachers;

/// <summary>Keeps a trial's pairs in a file, so that an attempt that resumes trains on the same ones.</summary>
public static class TeacherPairsFile
{
    private const string LineageFact = "teacher.lineage";
    private const string EvaluationsFact = "teacher.evaluations";
    private const string NoiseName = "pairs.noise";
    private const string DataName = "pairs.data";
    private const string HeldOutName = "held-out.data";
    private const string WeightsSection = "teacher.";

    /// <summary>Writes pairs, whole or not at all.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="file">Where; its folder is made.</param>
    /// <returns>Size and SHA-256 of the file.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static (long Bytes, string Sha256) Save(TeacherPairs pairs, string file)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var tensors = new List<SafeTensor> { Tensor(NoiseName, pairs.Noise), Tensor(DataName, pairs.Data), Tensor(HeldOutName, pairs.HeldOut) };
        tensors.AddRange(pairs.Weights.Select(tensor => tensor with { Name = WeightsSection + tensor.Name }));
        var lineage = pairs.Lineage.ToJson();
        var facts = new Dictionary<string, string> { [LineageFact] = lineage };
        if (pairs.Evaluations is { } spent)
            facts[EvaluationsFact] = spent.ToString(CultureInfo.InvariantCulture);
        if (pairs.Aggregate is { } aggregate)
            StoredAggregate.Write(aggregate, tensors, facts);
        var content = CheckpointFormat.Encode(new Checkpoint
        {
            Step = 0,
            Fingerprint = Fingerprint(lineage),
            Facts = facts,
            Tensors = tensors,
        });
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        WholeFile.Write(file, content);
        return (content.Length, Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    /// <summary>Reads pairs.</summary>
    /// <param name="file">What <see cref="Save"/> wrote.</param>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <exception cref="CheckpointException">It is missing, damaged or foreign; the message names the file and the cure.</exception>
    public static TeacherPairs Load(string file, SampleShape shape, DiagonalNormal prior)
    {
        ArgumentNullException.ThrowIfNull(shape);
        try
        {
            var stored = CheckpointFormat.Decode(File.ReadAllBytes(file));
            return new TeacherPairs(
                TeacherLineage.FromJson(stored.Facts[LineageFact]), shape, prior,
                Rows(stored, NoiseName, shape), Rows(stored, DataName, shape), Rows(stored, HeldOutName, shape),
                StoredAggregate.Read(stored, shape, prior), Weights(stored))
            {
                // Pairs of earlier versions do not say.
                Evaluations = stored.Facts.TryGetValue(EvaluationsFact, out var spent) ? long.Parse(spent, CultureInfo.InvariantCulture) : null,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or JsonException)
        {
            throw new CheckpointException(
                $"The teacher's pairs '{file}' cannot be used: {error.Message.TrimEnd('.')}. Delete the file; the same pairs are made again when the trial goes on.", error);
        }
    }

    private static string Fingerprint(string lineage) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lineage)));

    private static SafeTensor[] Weights(Checkpoint stored) =>
    [
        .. stored.Tensors
            .Where(tensor => tensor.Name.StartsWith(WeightsSection, StringComparison.Ordinal))
            .Select(tensor => tensor with { Name = tensor.Name[WeightsSection.Length..] }),
    ];

    private static SafeTensor Tensor(string name, torch.Tensor rows) =>
        new() { Name = name, Type = "F32", Shape = rows.shape, Data = rows.bytes.ToArray() };

    private static torch.Tensor Rows(Checkpoint stored, string name, SampleShape shape)
    {
        var tensor = stored.Tensor(name);
        if (tensor.Shape is not [var count, var dimension] || dimension != shape.Dimension)
            throw new InvalidDataException($"its tensor '{name}' is not rows of {shape.Dimension} numbers");
        return torch.tensor(MemoryMarshal.Cast<byte, float>(tensor.Data.Span).ToArray()).view(count, dimension).DetachFromDisposeScope();
    }
}
