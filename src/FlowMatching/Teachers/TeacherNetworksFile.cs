using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Files;
using FastOde.Specs;

namespace FastOde.FlowMatching.Teachers;

/// <summary>Keeps a teacher's networks in a file, so that an attempt that resumes computes with the same ones.</summary>
public static class TeacherNetworksFile
{
    private const string LineageFact = "teacher.lineage";
    private const string SpecFact = "teacher.spec";

    /// <summary>Writes networks, whole or not at all.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="file">Where; its folder is made.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Save(TeacherNetworks networks, string file)
    {
        ArgumentNullException.ThrowIfNull(networks);
        var lineage = networks.Lineage.ToJson();
        var facts = new Dictionary<string, string>(networks.Weights.Facts) { [LineageFact] = lineage, [SpecFact] = JsonSerializer.Serialize(networks.Trial) };
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        WholeFile.Write(file, CheckpointFormat.Encode(networks.Weights with
        {
            Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lineage))),
            Facts = facts,
        }));
    }

    /// <summary>Reads networks.</summary>
    /// <param name="file">What <see cref="Save"/> wrote.</param>
    /// <param name="shape">The shape of the data.</param>
    /// <param name="prior">The prior over noise.</param>
    /// <exception cref="CheckpointException">It is missing, damaged or foreign; the message names the file and the cure.</exception>
    public static TeacherNetworks Load(string file, SampleShape shape, DiagonalNormal prior)
    {
        try
        {
            var stored = CheckpointFormat.Decode(File.ReadAllBytes(file));
            return new TeacherNetworks
            {
                Lineage = TeacherLineage.FromJson(stored.Facts[LineageFact]),
                Trial = JsonSerializer.Deserialize<TrialSpec>(stored.Facts[SpecFact]) ?? throw new JsonException("It holds no spec of the teacher."),
                Shape = shape,
                Prior = prior,
                Weights = stored,
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or KeyNotFoundException or JsonException)
        {
            throw new CheckpointException(
                $"The teacher's networks '{file}' cannot be used: {error.Message.TrimEnd('.')}. Delete the file; the same networks are copied again when the trial goes on.", error);
        }
    }
}
