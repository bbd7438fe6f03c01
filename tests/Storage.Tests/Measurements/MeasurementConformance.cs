using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Tests.TestSupport;
using FastOde.Storage.Trials;

namespace FastOde.Storage.Tests.Measurements;

/// <summary>What every database must keep of what attempts measure.</summary>
public abstract class MeasurementConformance : StoreConformance
{
    [Fact]
    public async Task Metrics_SeveralNames_ReadBackByStep()
    {
        var lease = await Begin();

        await Add(lease, [.. Sample.Points("loss", 300, 100, 200), .. Sample.Points("curvature", 100)]);

        var series = await Metrics(lease);
        Assert.Equal(["curvature", "loss"], series.Select(item => item.Name));
        Assert.Equal(Sample.Points("loss", 100, 200, 300), series[1].Points);
    }

    [Fact]
    public async Task Metrics_SameStepAgain_Replaces()
    {
        var lease = await Begin();
        await Add(lease, Sample.Points("loss", 100, 200, 300));

        await Add(lease, [new MetricPoint { Name = "loss", Step = 200, Value = -1 }, new MetricPoint { Name = "loss", Step = 200, Value = -2 }]);

        Assert.Equal([50, -2, 150], (await Metrics(lease))[0].Points.Select(point => point.Value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(-0.1234567890123456789e-300)]
    public async Task Metrics_AnyDouble_ReadsBackTheSame(double value)
    {
        var lease = await Begin();

        await Add(lease, [new MetricPoint { Name = "loss", Step = 1, Value = value }]);

        Assert.Equal(value, (await Metrics(lease))[0].Points[0].Value);
    }

    [Fact]
    public async Task Metrics_ManyPoints_StoresEveryOne()
    {
        var lease = await Begin();
        int[] steps = [.. Enumerable.Range(1, 1001)];

        await Add(lease, Sample.Points("loss", steps));

        Assert.Equal(steps, (await Metrics(lease, maximum: 2000))[0].Points.Select(point => point.Step));
    }

    [Fact]
    public async Task Metrics_SeveralWritersAtOnce_StoresAllPoints()
    {
        var first = await Begin(trials: 8);
        AttemptLease[] leases = [first, .. await Task.WhenAll(Enumerable.Range(2, 7).Select(
            number => Fixture.Trials.BeginAttempt($"1-{number}", "s", Sample.Lease, Cancellation)))];

        await Parallel.ForEachAsync(
            from lease in leases from block in Enumerable.Range(0, 10) select (lease, block),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (work, _) =>
            {
                await Add(work.lease, Sample.Points("loss", [.. Enumerable.Range(work.block * 50 + 1, 50)]));
                await Fixture.Trials.Renew(Sample.Progress(work.lease, work.block), Sample.Lease, Cancellation);
                Assert.Single(await Metrics(work.lease));
            });

        var series = await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of([.. leases.Select(lease => lease.TrialId)]) }, Cancellation);
        Assert.Equal(8, series.Count);
        Assert.All(series, item => Assert.Equal(Enumerable.Range(1, 500), item.Points.Select(point => point.Step)));
    }

    [Fact]
    public async Task Evaluation_RowsProfileAndObjective_ReadBack()
    {
        var lease = await Begin();
        EvaluationRecord[] rows = [Sample.Cell(lease.TrialId, 100), Sample.Cell(lease.TrialId, 100, "wasserstein2", "dopri5", 1e-5, double.NaN) with { Remark = "dopri5 cannot go on at t = 0.3" }];
        var profile = new CurvatureProfile { TrialId = lease.TrialId, Step = 100, Bins = [0.25, double.NaN, 1e-300] };

        await Add(lease, new EvaluationReport { Rows = rows, Profile = profile, Objective = 1.25, OtherValues = [0.5, null] });

        Assert.Equivalent(rows.OrderBy(row => row.Solver), await Fixture.Results.Evaluations(TrialSelection.Of([lease.TrialId]), Cancellation), strict: true);
        Assert.Equivalent(profile, Assert.Single(await Fixture.Results.CurvatureProfiles(TrialSelection.Of([lease.TrialId]), null, Cancellation)), strict: true);
        var trial = (await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary;
        Assert.Equal(1.25, trial.ObjectiveValue);
        Assert.Equal([0.5, null], trial.OtherValues);
    }

    [Fact]
    public async Task Environment_OfAnAttempt_ReadsBackWithIt()
    {
        var environment = new AttemptEnvironment
        {
            Version = "0.1.0+abc",
            IsModified = true,
            Torch = "libtorch 2.10",
            Runtime = ".NET 10",
            System = "Linux",
            Processor = "a processor",
            Device = "cpu",
            Threads = 2,
            DataSha256 = "ff",
        };
        var lease = await Begin();

        await Add(lease, new EnvironmentReport { Environment = environment });

        Assert.Equal(environment, Assert.Single((await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Attempts).Environment);
    }

    [Fact]
    public async Task Evaluation_SameCellAgain_Replaces()
    {
        var lease = await Begin();
        var profile = new CurvatureProfile { TrialId = lease.TrialId, Step = 100, Bins = [1] };
        await Add(lease, new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 100) with { Remark = "as it failed" }, Sample.Cell(lease.TrialId, 100, number: 50)], Profile = profile, Objective = 3 });

        await Add(lease, new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 100, value: 9) with { Floor = null, Nfe = 7 }], Profile = profile with { Bins = [2] } });

        var rows = await Fixture.Results.Evaluations(TrialSelection.Of([lease.TrialId]), Cancellation);
        Assert.Equal([(20, 9, 7, (double?)null), (50, 1.5, 20.5, 0.2)], rows.Select(row => (row.Number, row.Value, row.Nfe, row.Floor)));
        Assert.All(rows, row => Assert.Null(row.Remark));
        Assert.Equal([2], Assert.Single(await Fixture.Results.CurvatureProfiles(TrialSelection.Of([lease.TrialId]), null, Cancellation)).Bins);
        Assert.Equal(3, (await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.ObjectiveValue);
    }

    [Fact]
    public async Task Evaluation_OfAnotherTrial_Throws()
    {
        var lease = await Begin(trials: 2);

        var mine = new EvaluationReport() { Rows = [Sample.Cell(lease.TrialId, 1)] };
        EvaluationReport[] foreign =
        [
            new() { Rows = [Sample.Cell("1-2", 1)] },
            mine with { Profile = new CurvatureProfile { TrialId = "1-2", Step = 1, Bins = [1] } },
            mine with { Trajectories = Sample.Trajectories("1-2", 1) },
        ];

        foreach (var report in foreign)
            await Assert.ThrowsAsync<ArgumentException>(() => Add(lease, mine, report));
        Assert.Empty(await Fixture.Results.Evaluations(TrialSelection.Of([lease.TrialId, "1-2"]), Cancellation));
    }

    [Fact]
    public async Task Artifacts_AddedReplacedAndRemoved_LeaveTheRest()
    {
        var lease = await Begin();
        await Add(lease, new ArtifactReport { Written = [Sample.Checkpoint(300), Sample.Checkpoint(100), Sample.Checkpoint(200)] });

        await Add(lease, new ArtifactReport { Written = [Sample.Checkpoint(200, sha256: "cd")], Deleted = [Sample.Checkpoint(100).Path, "never/was"] });

        Assert.Equal(
            [Sample.Checkpoint(200, "cd"), Sample.Checkpoint(300)],
            (await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Artifacts);
    }

    [Fact]
    public async Task Trajectories_LaterAndEarlierSteps_KeepTheLatest()
    {
        var lease = await Begin();

        foreach (var step in new[] { 100, 200, 150 })
            await Add(lease, new EvaluationReport { Rows = [], Trajectories = Sample.Trajectories(lease.TrialId, step) });

        var stored = Assert.Single(await Fixture.Results.Trajectories(TrialSelection.Of([lease.TrialId]), Cancellation));
        Assert.Equivalent(Sample.Trajectories(lease.TrialId, 200), stored, strict: true);
    }

    [Fact]
    public async Task EveryWrite_UnderALostLease_IsRefusedAndLeavesNothing()
    {
        var lost = await Begin();
        await Fixture.Trials.Interrupt(lost.TrialId, lost.Epoch, Cancellation);
        await Fixture.Trials.BeginAttempt(lost.TrialId, "s", Sample.Lease, Cancellation);
        var profile = new CurvatureProfile { TrialId = lost.TrialId, Step = 1, Bins = [1] };

        AttemptReport[] reports =
        [
            new MetricReport { Points = Sample.Points("loss", 1) },
            new EvaluationReport { Rows = [Sample.Cell(lost.TrialId, 1)], Profile = profile, Objective = 2, Trajectories = Sample.Trajectories(lost.TrialId, 1) },
            new ArtifactReport { Written = [Sample.Checkpoint(1)], Deleted = ["a"] },
        ];

        foreach (var report in reports)
            await Assert.ThrowsAsync<LeaseLostException>(() => Add(lost, report));
        await Assert.ThrowsAsync<LeaseLostException>(() => Add(lost, reports));

        var trial = (await Fixture.Trials.Find(lost.TrialId, Cancellation))!;
        Assert.Empty(await Metrics(lost));
        Assert.Empty(await Fixture.Results.Evaluations(TrialSelection.Of([lost.TrialId]), Cancellation));
        Assert.Empty(await Fixture.Results.CurvatureProfiles(TrialSelection.Of([lost.TrialId]), null, Cancellation));
        Assert.Empty(await Fixture.Results.Trajectories(TrialSelection.Of([lost.TrialId]), Cancellation));
        Assert.Empty(trial.Artifacts);
        Assert.Null(trial.Summary.ObjectiveValue);
    }

    [Fact]
    public async Task Add_ReportsOfEveryKind_StoresThemInTheirOrderOrNotAtAll()
    {
        var lease = await Begin();
        AttemptReport[] reports =
        [
            new ArtifactReport { Written = [Sample.Checkpoint(1), Sample.Checkpoint(2)] },
            new MetricReport { Points = Sample.Points("loss", 1) },
            Evaluation(1),
            new MetricReport { Points = [new MetricPoint { Name = "loss", Step = 1, Value = 7 }] },
            Evaluation(2),
            new ArtifactReport { Written = [Sample.Checkpoint(2, sha256: "cd")], Deleted = [Sample.Checkpoint(1).Path] },
        ];

        await Assert.ThrowsAnyAsync<Exception>(() => Add(lease, [.. reports, new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 3) with { Metric = null! }] }]));
        Assert.Empty(await Metrics(lease));
        Assert.Empty((await Fixture.Trials.Find(lease.TrialId, Cancellation))!.Artifacts);

        await Add(lease, reports);

        var trial = (await Fixture.Trials.Find(lease.TrialId, Cancellation))!;
        Assert.Equal(7, Assert.Single((await Metrics(lease))[0].Points).Value);
        Assert.Equal(2, Assert.Single(await Fixture.Results.Evaluations(TrialSelection.Of([lease.TrialId]), Cancellation)).Value);
        Assert.Equal((2.0, Sample.Checkpoint(2, "cd")), (trial.Summary.ObjectiveValue!.Value, Assert.Single(trial.Artifacts)));

        EvaluationReport Evaluation(double value) => new()
        {
            Rows = [Sample.Cell(lease.TrialId, 1, value: value)],
            Objective = value,
            Profile = new CurvatureProfile { TrialId = lease.TrialId, Step = 1, Bins = [value] },
            Trajectories = Sample.Trajectories(lease.TrialId, 1),
        };
    }

    private Task Add(AttemptLease lease, MetricPoint[] points) => Add(lease, new MetricReport { Points = points });

    private Task Add(AttemptLease lease, params AttemptReport[] reports) => Fixture.Measurements.Add(lease, reports, Cancellation);

    private Task<IReadOnlyList<MetricSeries>> Metrics(AttemptLease lease, int maximum = 500) =>
        Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of([lease.TrialId]), MaximumPoints = maximum }, Cancellation);
}
