using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Identifies what a trial trains, so that a checkpoint is not resumed under another spec. How long it trains and what
/// is reported when are left out: they may change between attempts.
/// </summary>
public static class TrainingFingerprint
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>SHA-256 of the options that decide the weights, lower-case hexadecimal.</summary>
    public static string Of(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var deciding = new
        {
            options.Data,
            options.Flip,
            options.Path,
            options.Prediction,
            options.Coupling,
            options.Network,
            options.Encoder,
            options.Optimizer,
            options.BatchSize,
            options.Accumulation,
            options.Replicas,
            options.Precision,
            options.Seed,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(deciding, Format)));
    }
}
