using System.Buffers;

namespace FastOde.Dashboard.Tables;

/// <summary>Lines of CSV (RFC 4180).</summary>
public static class CsvText
{
    private const char Separator = ',';
    private const string LineEnd = "\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes one line.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="fields">Its fields.</param>
    public static void WriteLine(TextWriter writer, IEnumerable<string> fields)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(fields);
        var isFirst = true;
        foreach (var field in fields)
        {
            if (!isFirst)
                writer.Write(Separator);
            writer.Write(Quoted(field));
            isFirst = false;
        }

        writer.Write(LineEnd);
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
