using FastOde.Silo.Exports;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Exports;

public sealed class TensorBoardExportTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("fastode-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task Write_Study_IsARunForEachTrialWithEveryPoint()
    {
        await TensorBoardExport.Write(await ExportedStudy.Create(), root, Cancellation);

        Assert.Equal(["1-1", "1-2"], Directory.GetDirectories(root).Select(Path.GetFileName).Order());
        foreach (var run in Directory.GetDirectories(root))
        {
            var file = Assert.Single(Directory.GetFiles(run));
            Assert.Contains("tfevents", Path.GetFileName(file), StringComparison.Ordinal);
            var events = EventFile.Read(await File.ReadAllBytesAsync(file, Cancellation));

            Assert.Equal("brain.Event:2", events[0].Version);
            var curve = events.Where(found => found.Tag == "loss").ToList();
            Assert.Equal(ExportedStudy.PointsOfACurve, curve.Count);
            Assert.Equal((300L, 1f / 300), (curve[299].Step, curve[299].Number));
            Assert.Equal(float.NaN, curve[^1].Number);
            var evaluation = Assert.Single(events, found => found.Tag == "wasserstein2/euler-4");
            Assert.Equal((1000L, 2.338f), (evaluation.Step, evaluation.Number));
        }
    }
}
