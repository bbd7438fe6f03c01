using System.Globalization;
using System.Text.Json.Serialization;
using FastOde.Specs.Schema;

namespace FastOde.Specs;

/// <summary>One value of a trial parameter as a spec writes it: text, a number or a flag (exactly one is set).</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="Number">The number, or null.</param>
/// <param name="Flag">The flag, or null.</param>
[JsonConverter(typeof(ParameterValueConverter))]
public sealed record ParameterValue(string? Text, double? Number, bool? Flag)
{
    /// <summary>A text value.</summary>
    public static ParameterValue Of(string text) => new(text, null, null);

    /// <summary>A numeric value.</summary>
    public static ParameterValue Of(double number) => new(null, number, null);

    /// <summary>A flag.</summary>
    public static ParameterValue Of(bool flag) => new(null, null, flag);

    /// <summary>The value as a spec would write it; numbers with the shortest text that reads back the same.</summary>
    public override string ToString() =>
        Text ?? Number?.ToString("R", CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}
