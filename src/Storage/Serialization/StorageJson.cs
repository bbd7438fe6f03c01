using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FastOde.Storage.Serialization;

/// <summary>How values are written into JSON columns: readable in a database shell, members of newer versions ignored.</summary>
internal static class StorageJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The JSON text of a value.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The value of a JSON text.</summary>
    /// <exception cref="StorageException">The text is not what this column should hold.</exception>
    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null where a value was expected");
        }
        catch (JsonException exception)
        {
            throw new StorageException(
                $"the database holds a {typeof(T).Name} that cannot be read ({exception.Message}); restore experiments.db from a backup",
                exception);
        }
    }
}
