using System.Text;
using FastOde.Silo.Exports;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Exports;

public sealed class CsvExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Write_Points_HasEveryPointAndQuotesWhatNeedsIt()
    {
        var lines = await Lines(source => new PointTable(source));

        Assert.Equal("trial,label,seed,metric,step,value", lines[0]);
        Assert.Equal(1 + 2 * ExportedStudy.PointsOfACurve, lines.Length);
        Assert.Equal("1-1,independent,0,loss,4,0.25", lines[4]);
        Assert.Equal("1-2,\"learned, with \"\"quotes\"\"\",7,loss,150000,NaN", lines[^1]);
    }

    [Fact]
    public async Task Write_Evaluations_HasEveryCell() => Assert.Equal(
        "1-1,independent,0,1000,wasserstein2,euler,4,4,4,2.338,0.2,0.5,",
        (await Lines(source => new EvaluationExportTable(source)))[1]);

    [Fact]
    public async Task Write_Trials_HasAColumnForEachKeyOfTheSearch()
    {
        var lines = await Lines(source => new TrialTable(source));
        Assert.StartsWith("trial,coupling.kind,seed,state,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("1-1,independent,0,completed,1,1000,1000,300,", lines[1], StringComparison.Ordinal);
    }

    private static async Task<string[]> Lines(Func<ExportSource, ExportTable> table)
    {
        using var file = new MemoryStream();
        await CsvExport.Write(table(await ExportedStudy.Create()), file, Cancellation);
        return Encoding.UTF8.GetString(file.ToArray()).TrimEnd().Split("\r\n");
    }
}
