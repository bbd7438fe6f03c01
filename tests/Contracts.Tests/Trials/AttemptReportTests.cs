using System.Text.Json;
using FastOde.Contracts.Results;
using FastOde.Contracts.Tests.TestSupport;
using FastOde.Contracts.Trials;
using FastOde.Specs;

namespace FastOde.Contracts.Tests.Trials;

/// <summary>What passes between a program and its sink can pass between processes.</summary>
public sealed class AttemptReportTests
{
    private static readonly ArtifactRecord Checkpoint = new() { Kind = "checkpoint", Path = "artifacts/1/1/a", Step = 3, Bytes = 10, Sha256 = "ab" };

    public static TheoryData<AttemptReport> Reports =>
    [
        new MetricReport { Points = [new() { Name = "loss", Step = 1, Value = double.NaN }, new() { Name = "loss", Step = 2, Value = 0.1 }] },
        new EvaluationReport
        {
            Rows = [new() { TrialId = "1-1", Step = 3, Metric = "curvature", Solver = "euler", Number = 4, Steps = 4, Nfe = 4, Value = 1, Seconds = 0.1 }],
            Objective = 2,
            OtherValues = [0.5, null],
            Profile = new() { TrialId = "1-1", Step = 3, Bins = [1, 2] },
            Trajectories = new() { TrialId = "1-1", Step = 3, Times = [1, 0], X = [1, 2], Y = [3, 4] },
        },
        new ArtifactReport { Written = [Checkpoint], Deleted = ["artifacts/1/1/b"] },
        new EnvironmentReport
        {
            Environment = new() { Version = "0.1.0+abc", IsModified = true, Torch = "libtorch", Runtime = ".NET", System = "Linux", Processor = "one", Device = "cpu", Threads = 2 },
        },
    ];

    [Fact]
    public void Reports_OfEveryKind_AreTriedHere() => Assert.Equal(
        typeof(AttemptReport).Assembly.GetExportedTypes().Where(type => type.IsSubclassOf(typeof(AttemptReport))).Select(type => type.Name).Order(),
        Reports.Select(row => row.Data.GetType().Name).Order());

    [Theory]
    [MemberData(nameof(Reports))]
    public void Report_OverTheWire_ArrivesWhole(AttemptReport report) => Assert.Equivalent(report, WireFormat.RoundTrip(report), strict: true);

    [Fact]
    public void Order_OverTheWire_BringsWhatItsProgramMustKnow()
    {
        var order = new AttemptOrder
        {
            Lease = new() { TrialId = "1-1", Epoch = 2, SlotId = "host/cpu-0", ExpiresAt = DateTimeOffset.UnixEpoch },
            ExperimentId = 1,
            Seed = 7,
            Trial = new TrialSpec { Iterations = 100 },
            Artifacts = [Checkpoint],
            EvaluatedSteps = [40, 80],
            Teacher = new() { Spec = new TrialSpec { Iterations = 50 }, Seed = 3, Checkpoint = Checkpoint with { Step = 50 } },
        };

        var arrived = WireFormat.RoundTrip(order);

        // Collections make records differ by reference, so the comparison is of everything they say.
        Assert.Equal(JsonSerializer.Serialize(order), JsonSerializer.Serialize(arrived));
    }
}
