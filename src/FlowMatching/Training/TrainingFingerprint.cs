using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FastOde.FlowMatching.Methods;

namespace FastOde.FlowMatching.Training;

/// <summary>
/// Identifies what a trial trains, so that a checkpoint is not resumed under another spec. How long it trains, where, and
/// what is reported when are left out: they may change between attempts. So is whatever has its default, so that a version
/// with further options still knows the checkpoints of trials that do not use them.
/// </summary>
public static class TrainingFingerprint
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    private static readonly JsonObject Defaults = Deciding(new TrainingOptions());

    /// <summary>SHA-256 of the options that decide the weights, lower-case hexadecimal.</summary>
    public static string Of(TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var text = Difference(Deciding(options), Defaults).ToJsonString();
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static JsonObject Deciding(TrainingOptions options) => (JsonObject)JsonSerializer.SerializeToNode(
        new
        {
            options.Data,
            options.Flip,
            options.Path,
            options.Prediction,
            Method = options.Method is FlowMatchingOptions or DistillationOptions ? null : Named(options.Method),
            options.Coupling,
            options.Network,
            Encoder = options.Encoder ?? options.Network,
            options.PriorNetwork,
            options.Optimizer,
            options.BatchSize,
            options.Accumulation,
            options.Replicas,
            options.Precision,
            options.Seed,
        },
        Format)!;

    /// <summary>A method that a coupling does not imply: what it is and what it has.</summary>
    private static JsonObject Named(MethodOptions method) => new()
    {
        ["Kind"] = method.GetType().Name,
        ["Keys"] = JsonSerializer.SerializeToNode(method, method.GetType(), Format),
    };

    private static JsonObject Difference(JsonObject value, JsonObject standard) => new(value
        .Where(entry => !JsonNode.DeepEquals(entry.Value, standard[entry.Key]))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => KeyValuePair.Create<string, JsonNode?>(
            entry.Key,
            entry.Value is JsonObject group && standard[entry.Key] is JsonObject usual ? Difference(group, usual) : entry.Value?.DeepClone())));
}
