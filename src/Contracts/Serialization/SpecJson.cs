using System.Runtime.CompilerServices;
using System.Text.Json;

namespace FastOde.Contracts.Serialization;

/// <summary>The JSON text of values of the specs, written once a value.</summary>
internal static class SpecJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);
    private static readonly ConditionalWeakTable<object, string> Known = [];

    /// <summary>The value on its way.</summary>
    internal static SpecSurrogate Write<T>(in T value)
        where T : class
    {
        var sent = value;
        return new() { Json = Known.GetValue(sent, _ => JsonSerializer.Serialize(sent, Options)) };
    }

    /// <summary>The value that arrived.</summary>
    internal static T Read<T>(in SpecSurrogate surrogate) => JsonSerializer.Deserialize<T>(surrogate.Json, Options)!;
}
