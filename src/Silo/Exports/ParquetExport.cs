using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>Writes a table as Parquet, a row group for each part.</summary>
internal static class ParquetExport
{
    /// <summary>Writes it.</summary>
    /// <param name="table">The table.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task Write(ExportTable table, Stream output, CancellationToken cancellationToken)
    {
        var schema = new ParquetSchema(table.Columns.Select(column => column.Field));
        await using var writer = await ParquetWriter.CreateAsync(schema, output, cancellationToken: cancellationToken);
        await foreach (var _ in table.Parts(cancellationToken))
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in table.Columns)
                await column.Write(group);
            group.CompleteValidate();
        }
    }
}
