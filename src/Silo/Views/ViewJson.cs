using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastOde.Silo.Views;

/// <summary>How views become JSON, in the terminal and over HTTP alike.</summary>
internal static class ViewJson
{
    /// <summary>One line.</summary>
    public static JsonSerializerOptions Line { get; } = Configured(new());

    /// <summary>Indented.</summary>
    public static JsonSerializerOptions Pretty { get; } = Configured(new() { WriteIndented = true, NewLine = "\n" });

    /// <summary>Sets what views need.</summary>
    /// <param name="options">The options.</param>
    /// <returns>The same options.</returns>
    public static JsonSerializerOptions Configured(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        return options;
    }

    /// <summary>A number as JSON has it, which knows no NaN and no infinity: null in their place.</summary>
    /// <param name="value">The number.</param>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
