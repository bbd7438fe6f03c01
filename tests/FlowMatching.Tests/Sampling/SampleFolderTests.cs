using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Sampling;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.FlowMatching.Training;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Tests.Sampling;

/// <summary>Samples as files.</summary>
public sealed class SampleFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Write_Images_AreExactlyAsManyWithGridNoiseAndPredictions()
    {
        using var flow = ImageFlow();
        var outcome = SampleFolder.Write(flow, Request("out", 5, "heun-3") with { KeepsNoise = true, KeepsPredictions = true }, null, TimeProvider.System, Cancellation);
        Assert.Equal((2, 3.0), (outcome.StepCount, outcome.Nfe));
        Assert.Equal(
            ["0000.png", "0001.png", "0002.png", "0003.png", "0004.png", "grid.png", "noise.npy", "predictions.npy"],
            Directory.EnumerateFiles(In("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([In("out")], Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(128 + 5 * 16 * 4, new FileInfo(Path.Combine(In("out"), "noise.npy")).Length);
        Assert.Equal(128 + 5 * 2 * 16 * 4, new FileInfo(Path.Combine(In("out"), "predictions.npy")).Length);
    }

    [Fact]
    public void Write_Points_AreTheSameWhateverTheBatchAndTheCount()
    {
        using var flow = PointFlow();
        SampleFolder.Write(flow, Request("all", 7, "euler-4"), null, TimeProvider.System, Cancellation);
        SampleFolder.Write(flow, Request("some", 4, "euler-4") with { BatchSize = 4 }, null, TimeProvider.System, Cancellation);
        SampleFolder.Write(flow, Request("other", 4, "euler-4") with { Seed = 6 }, null, TimeProvider.System, Cancellation);
        var all = File.ReadAllLines(Path.Combine(In("all"), "samples.csv"));
        Assert.Equal(("x1,x2", 8), (all[0], all.Length));
        Assert.Equal(all[..5], File.ReadAllLines(Path.Combine(In("some"), "samples.csv")));
        Assert.NotEqual(all[1], File.ReadAllLines(Path.Combine(In("other"), "samples.csv"))[1]);
    }

    [Fact]
    public void Write_FromData_StartsFromTheEncodersNoise()
    {
        using var flow = PointFlow();
        using var data = new DatasetSource().OpenTest(new(flow.Trial));
        SampleFolder.Write(flow, Request("prior", 3, "euler-1") with { KeepsNoise = true }, null, TimeProvider.System, Cancellation);
        SampleFolder.Write(flow, Request("data", 3, "euler-1") with { KeepsNoise = true }, data, TimeProvider.System, Cancellation);
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(In("prior"), "noise.npy")), File.ReadAllBytes(Path.Combine(In("data"), "noise.npy")));
    }

    [Fact]
    public void Write_IntoAFolderWithFiles_IsRefusedAndLeavesThem()
    {
        using var flow = PointFlow();
        Directory.CreateDirectory(In("out"));
        File.WriteAllText(Path.Combine(In("out"), "mine.txt"), "");
        var error = Assert.Throws<SettingValueException>(() => SampleFolder.Write(flow, Request("out", 1, "euler-1"), null, TimeProvider.System, Cancellation));
        Assert.Contains("not an empty folder", error.Message, StringComparison.Ordinal);
        Assert.Equal([In("out"), Path.Combine(In("out"), "mine.txt")], Directory.EnumerateFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Write_Cancelled_LeavesNothing()
    {
        using var flow = PointFlow();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => SampleFolder.Write(flow, Request("out", 1, "euler-2"), null, TimeProvider.System, stop.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Write_PredictionsOfAnAdaptiveSolver_AreRefused()
    {
        using var flow = PointFlow();
        Assert.Throws<SettingValueException>(
            () => SampleFolder.Write(flow, Request("out", 1, "dopri5-1e-3") with { KeepsPredictions = true }, null, TimeProvider.System, Cancellation));
    }

    private static TrainedFlow PointFlow()
    {
        using var run = new TrainingRun(new(new TrialSpec { Coupling = new LearnedCouplingSpec(), Network = new MlpSpec { Hidden = 8 }, BatchSize = 8 }));
        return TrainedFlow.Restore(run.Trial.Spec, run.Shape, run.Prior, run.Capture());
    }

    private static TrainedFlow ImageFlow()
    {
        var shape = new SampleShape(1, 4, 4);
        var trial = new TrialSpec() { Data = new() { Name = "images" }, Network = new SongUNetSpec { Channels = 4, Multipliers = [1], Blocks = 1, Attention = [] } };
        var networks = NetworkReports.Of(trial, shape, DiagonalNormal.Standard(16), evaluate: false);
        var weights = networks[0].Tensors.Where(entry => entry.Buffer is null).Select(entry => new FlowMatching.Checkpoints.SafeTensor
        {
            Name = $"weights.velocity.{entry.Name}",
            Type = "F32",
            Shape = entry.Sizes,
            Data = new byte[4 * entry.Count],
        });
        return TrainedFlow.Restore(trial, shape, DiagonalNormal.Standard(16), new() { Step = 1, Fingerprint = "", Tensors = [.. weights] });
    }

    private SampleRequest Request(string name, int count, string setting) =>
        new() { Setting = SolverSetting.Parse(setting), Count = count, BatchSize = 3, Seed = 5, Folder = In(name) };

    private string In(string name) => Path.Combine(folder.Path, name);
}
