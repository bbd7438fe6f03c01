using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Teachers;

/// <summary>Where the pairs of a trial come from: enough to make them again.</summary>
public sealed record TeacherLineage
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The trial whose flow made the pairs, such as <c>3-1</c>.</summary>
    public required string Teacher { get; init; }

    /// <summary>Step of the teacher's checkpoint.</summary>
    public required int CheckpointStep { get; init; }

    /// <summary>SHA-256 of the checkpoint's file, lower-case hexadecimal.</summary>
    public required string CheckpointSha256 { get; init; }

    /// <summary>Number of pairs to train on.</summary>
    public required int Pairs { get; init; }

    /// <summary>The solver that followed the teacher's flow and its number, such as <c>heun-21</c>.</summary>
    public required string Solver { get; init; }

    /// <summary>Seed of the pairs' noise.</summary>
    public required long Seed { get; init; }

    /// <summary>One line for people.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Pairs} pairs by {Solver} from trial {Teacher} at step {CheckpointStep} (checkpoint {CheckpointSha256[..12]})");

    /// <summary>The lineage as a JSON object, with a line feed at its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format) + "\n";

    /// <summary>Writes <see cref="ToJson"/> to a file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string file) => WholeFile.Write(file, Encoding.UTF8.GetBytes(ToJson()));

    /// <summary>Reads what <see cref="ToJson"/> writes.</summary>
    /// <exception cref="JsonException">The text is no lineage.</exception>
    public static TeacherLineage FromJson(string json) =>
        JsonSerializer.Deserialize<TeacherLineage>(json, Format) ?? throw new JsonException("The text holds no lineage.");
}
