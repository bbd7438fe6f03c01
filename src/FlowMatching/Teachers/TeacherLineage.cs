using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Teachers;

/// <summary>Where the pairs of a trial, or its teacher's networks, come from: enough to make them again.</summary>
public sealed record TeacherLineage
{
    private static readonly JsonSerializerOptions Format = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The trial whose flow made the pairs, or whose networks are used, such as <c>3-1</c>.</summary>
    public required string Teacher { get; init; }

    /// <summary>Step of the teacher's checkpoint.</summary>
    public required int CheckpointStep { get; init; }

    /// <summary>SHA-256 of the checkpoint's file, lower-case hexadecimal.</summary>
    public required string CheckpointSha256 { get; init; }

    /// <summary>Number of pairs to train on; null where the teacher's networks are used instead.</summary>
    public int? Pairs { get; init; }

    /// <summary>The solver that followed the teacher's flow and its number, such as <c>heun-21</c>; null without pairs.</summary>
    public string? Solver { get; init; }

    /// <summary>Seed of the pairs' noise; null without pairs.</summary>
    public long? Seed { get; init; }

    /// <summary>Which of the teacher's networks are used, such as <c>velocity and encoder</c>; null with pairs.</summary>
    public string? Networks { get; init; }

    /// <summary>One line for people.</summary>
    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"{Subject} from trial {Teacher} at step {CheckpointStep} (checkpoint {CheckpointSha256[..12]})");

    private string Subject => Networks ?? string.Create(CultureInfo.InvariantCulture, $"{Pairs} pairs by {Solver}");

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
