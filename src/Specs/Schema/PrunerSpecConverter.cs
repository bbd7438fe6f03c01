using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FastOde.Specs.Pruners;

namespace FastOde.Specs.Schema;

/// <summary>Pruners as JSON: the keys of a spec. A kind alone, as earlier versions wrote it, has every other key at its default.</summary>
public sealed class PrunerSpecConverter : JsonConverter<PrunerSpec>
{
    private static GroupShape Family => SpecSchema.Standard.GroupOf(typeof(PrunerSpec));

    /// <inheritdoc/>
    public override PrunerSpec Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            var node = JsonNode.Parse(ref reader);
            return (PrunerSpec)RecordTree.Read(Family, node as JsonObject ?? new JsonObject { [GroupShape.KindKey] = node!.GetValue<string>() });
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException or InvalidCastException)
        {
            throw new JsonException(error.Message, error);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PrunerSpec value, JsonSerializerOptions options) => RecordTree.Write(Family, value).WriteTo(writer);
}
