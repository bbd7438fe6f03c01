using FastOde.Silo.Exports;
using FastOde.Silo.Tests.TestSupport;
using Parquet;

namespace FastOde.Silo.Tests.Exports;

public sealed class ParquetExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_PointsOfAStudy_HasEveryPointInPartsThatFitIntoMemory()
    {
        using var file = new MemoryStream();
        await ParquetExport.Write(new PointTable(await ExportedStudy.Create()), file, Cancellation);

        file.Position = 0;
        await using var reader = await ParquetReader.CreateAsync(file, cancellationToken: Cancellation);
        Assert.Equal(["trial", "label", "seed", "metric", "step", "value"], reader.Schema.DataFields.Select(field => field.Name));
        var rows = 0L;
        double? last = null;
        for (var index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            var values = new double?[group.RowCount];
            await group.ReadAsync<double>(reader.Schema.DataFields[5], values.AsMemory(), cancellationToken: Cancellation);
            var steps = new long[group.RowCount];
            await group.ReadAsync<long>(reader.Schema.DataFields[4], steps.AsMemory(), cancellationToken: Cancellation);
            Assert.Equal(1.0 / steps[10], values[10]);
            (rows, last) = (rows + group.RowCount, values[^1]);
        }

        Assert.Equal(2 * ExportedStudy.PointsOfACurve, rows);
        Assert.Equal(double.NaN, last);
    }
}
