using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FastOde.Specs.Schema;

/// <summary>Experiments as JSON; the trial as it was written. What an earlier version wrote is read with the same meaning.</summary>
public sealed class ExperimentSpecConverter : JsonConverter<ExperimentSpec>
{
    private const string TrialKey = "trial";

    /// <summary>What stands beside the trial.</summary>
    private sealed record Surroundings(string Name, IReadOnlyList<long>? Seeds, SearchSpec? Search, ObjectiveSpec? Objective, LimitsSpec? Limits, RetentionSpec? Retention, string? Source);

    /// <inheritdoc/>
    public override ExperimentSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonNode.Parse(ref reader)!.AsObject();
        var around = json.Deserialize<Surroundings>(Web(options)) ?? throw new JsonException("null where an experiment was expected");
        try
        {
            var template = new TrialTemplate((json[TrialKey] ?? throw new FormatException("there is no trial")).DeepClone().AsObject());
            return new()
            {
                Name = around.Name,
                Seeds = around.Seeds ?? [0],
                Trial = template.Plain(),
                Template = template,
                Search = around.Search ?? new SearchSpec(),
                Objective = around.Objective,
                Limits = around.Limits ?? new LimitsSpec(),
                Retention = around.Retention,
                Source = around.Source ?? "",
            };
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExperimentSpec value, JsonSerializerOptions options)
    {
        var json = JsonSerializer.SerializeToNode(
            new Surroundings(value.Name, value.Seeds, value.Search, value.Objective, value.Limits, value.Retention, value.Source), Web(options))!.AsObject();
        json.Insert(1, TrialKey, value.Template.Tree);
        json.WriteTo(writer);
    }

    private static JsonSerializerOptions Web(JsonSerializerOptions options) =>
        options.PropertyNamingPolicy is null ? new JsonSerializerOptions(options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, PropertyNameCaseInsensitive = true } : options;
}
