using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastOde.Specs.Schema;

/// <summary>Writes a parameter as the plain text, number or flag it is.</summary>
public sealed class ParameterValueConverter : JsonConverter<ParameterValue>
{
    /// <inheritdoc/>
    public override ParameterValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => ParameterValue.Of(reader.GetString()!),
            JsonTokenType.Number => ParameterValue.Of(reader.GetDouble()),
            JsonTokenType.True => ParameterValue.Of(true),
            JsonTokenType.False => ParameterValue.Of(false),
            _ => throw new JsonException($"a parameter is {reader.TokenType}; expected a text, a number or a flag"),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParameterValue value, JsonSerializerOptions options)
    {
        if (value.Text is not null)
            writer.WriteStringValue(value.Text);
        else if (value.Number is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteBooleanValue(value.Flag == true);
    }
}
