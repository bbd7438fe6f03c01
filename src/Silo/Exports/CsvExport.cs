using System.Text;
using FastOde.Dashboard.Tables;

namespace FastOde.Silo.Exports;

/// <summary>Writes a table as CSV (RFC 4180): UTF-8, a heading, numbers with all their digits.</summary>
internal static class CsvExport
{
    /// <summary>Writes it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task Write(ExportTable table, Stream output, CancellationToken cancellationToken)
    {
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        CsvText.WriteLine(writer, table.Columns.Select(column => column.Field.Name));
        await foreach (var rows in table.Parts(cancellationToken))
        {
            for (var row = 0; row < rows; row++)
                CsvText.WriteLine(writer, table.Columns.Select(column => column.Text(row)));
        }
    }
}
