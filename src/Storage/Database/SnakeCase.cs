using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace FastOde.Storage.Database;

/// <summary>Names columns the way database shells like them: <c>StartedAt</c> is <c>started_at</c>.</summary>
internal static class SnakeCase
{
    /// <summary>Renames every column of a model.</summary>
    public static void Apply(IMutableModel model)
    {
        foreach (var property in model.GetEntityTypes().SelectMany(type => type.GetProperties()))
            property.SetColumnName(Of(property.Name));
    }

    /// <summary>The name in lower case, an underscore before each inner capital.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
