using System.Buffers;
using System.Text;

namespace FastOde.Silo.Exports;

/// <summary>Writes a table as CSV (RFC 4180): UTF-8, a heading, numbers with all their digits.</summary>
internal static class CsvExport
{
    private const char Separator = ',';
    private const string LineEnd = "\r\n";
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task Write(ExportTable table, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        WriteLine(writer, table.Columns, column => column.Field.Name);
        await foreach (var rows in table.Parts(cancellationToken))
        {
            for (var row = 0; row < rows; row++)
                WriteLine(writer, table.Columns, column => column.Text(row));
        }
    }

    private static void WriteLine(StreamWriter writer, IReadOnlyList<ExportColumn> columns, Func<ExportColumn, string> text)
    {
        for (var index = 0; index < columns.Count; index++)
        {
            if (index > 0)
                writer.Write(Separator);
            writer.Write(Quoted(text(columns[index])));
        }

        writer.Write(LineEnd);
    }

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
