using System.Text;

namespace FastOde.Storage.Postgres;

/// <summary>What PostgreSQL can hold of a text.</summary>
internal static class PostgresText
{
    /// <summary>
    /// The text, with a question mark in a diamond for what is no letter to PostgreSQL: the zero character and halves of
    /// surrogate pairs, which messages of broken files can have.
    /// </summary>
    public static string Storable(string text)
    {
        if (!text.Contains('\0') && !text.Any(char.IsSurrogate))
            return text;
        var storable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            storable.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return storable.ToString();
    }
}
