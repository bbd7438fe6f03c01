using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace FastOde.Specs.Schema;

/// <summary>Trials as JSON: the keys of a spec. What an earlier version wrote is read with the same meaning.</summary>
public sealed class TrialSpecConverter : JsonConverter<TrialSpec>
{
    /// <inheritdoc/>
    public override TrialSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return new TrialTemplate(JsonNode.Parse(ref reader)!.AsObject()).Plain();
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TrialSpec value, JsonSerializerOptions options) => TrialTree.Write(value).WriteTo(writer);
}
