using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Training;

namespace FastOde.Grains.Specs;

/// <summary>
/// Gives the training of a trial that an earlier version stored the keys of other kinds too. They do nothing, but the
/// fingerprints of its checkpoints were made with them.
/// </summary>
internal static class EarlierOptions
{
    private static readonly JsonSerializerOptions Format = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The options with every key that an earlier trial states.</summary>
    /// <param name="options">The options that do something.</param>
    /// <param name="earlier">The trial's JSON text.</param>
    internal static TrainingOptions Complete(TrainingOptions options, string earlier)
    {
        var trial = JsonNode.Parse(earlier)!.AsObject();
        var coupling = Part(trial, "coupling");
        var network = Part(trial, "network");
        var velocity = With(options.Network, network);
        return options with
        {
            Coupling = With(options.Coupling, coupling) with { Penalties = Penalties(options.Coupling, coupling), Critic = Critic(coupling) },
            Network = velocity,
            Encoder = options.Encoder is { } encoder ? With(With(encoder, network), Part(trial, "encoder")) : null,
            PriorNetwork = options.PriorNetwork is { } prior
                ? With(With(prior, network) with { Channels = Math.Max(4, velocity.Channels / 4 * 2) }, Part(trial, "priorNetwork"))
                : null,
        };
    }

    private static JsonObject Part(JsonObject trial, string name) => trial[name] as JsonObject ?? [];

    /// <summary>The options with the keys that have their properties' names.</summary>
    private static T With<T>(T options, JsonObject keys)
        where T : class
    {
        var whole = JsonSerializer.SerializeToNode(options, Format)!.AsObject();
        foreach (var property in typeof(T).GetProperties().Where(property => property.Name != "Kind" && property.SetMethod is not null))
        {
            if (keys[$"{char.ToLower(property.Name[0], CultureInfo.InvariantCulture)}{property.Name[1..]}"] is { } value)
                whole[property.Name] = value.DeepClone();
        }

        return whole.Deserialize<T>(Format)!;
    }

    private static IReadOnlyList<PenaltyKind> Penalties(CouplingOptions options, JsonObject keys) => keys["penalty"] is { } names
        ? [.. names.GetValue<string>().Split('+').Select(name => Enum.Parse<PenaltyKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true))]
        : options.Penalties;

    private static CriticOptions Critic(JsonObject keys) => With(new CriticOptions(), new JsonObject(keys
        .Where(key => key.Key.StartsWith("critic", StringComparison.Ordinal))
        .Select(key => KeyValuePair.Create($"{char.ToLower(key.Key[6], CultureInfo.InvariantCulture)}{key.Key[7..]}", key.Value?.DeepClone()))));
}
