using Parquet;
using Parquet.Schema;

namespace FastOde.Silo.Exports;

/// <summary>Writes a table as Parquet, a row group for each part. While one is encoded, the next is read.</summary>
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
        var writing = Task.CompletedTask;
        try
        {
            await foreach (var _ in table.Parts(cancellationToken))
            {
                await writing;
                Func<ParquetRowGroupWriter, Task>[] columns = [.. table.Columns.Select(column => column.Take())];
                writing = Task.Run(() => Write(writer, columns), CancellationToken.None);
            }
        }
        finally
        {
            // The writer ends after what it writes, also where reading has failed.
            await writing;
        }
    }

    private static async Task Write(ParquetWriter writer, IReadOnlyList<Func<ParquetRowGroupWriter, Task>> columns)
    {
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
            await column(group);
        group.CompleteValidate();
    }
}
