using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

/// <summary>What every database must answer.</summary>
public abstract class ResultConformance : StoreConformance
{
    [Fact]
    public async Task Experiments_Paged_NewestFirstWithTheTotal()
    {
        await Create("a", "b", "c", "d", "e");

        var page = await Fixture.Results.Experiments(new ExperimentFilter { Skip = 1, Take = 2 }, Cancellation);

        Assert.Equal(["d", "c"], page.Items.Select(item => item.Name));
        Assert.Equal(5, page.Total);
    }

    [Fact]
    public async Task TrialPage_OneAfterTheOther_IsEveryTrialByNumberOnce()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(23), Cancellation);
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(3), Cancellation);
        List<TrialSummary> all = [];
        for (var skip = 0; skip < 30; skip += 10)
        {
            var page = await Fixture.Results.TrialPage(id, skip, 10, Cancellation);
            Assert.Equal(23, page.Total);
            all.AddRange(page.Items);
        }

        Assert.Equivalent(await Fixture.Results.Trials(id, Cancellation), all, strict: true);
        Assert.Equal(Enumerable.Range(1, 23), all.Select(trial => trial.Number));
        Assert.Equal(0, (await Fixture.Results.TrialPage(99, 0, 10, Cancellation)).Total);
    }

    [Fact]
    public async Task EvaluationPage_OneAfterTheOther_IsEveryRowOnce()
    {
        var lease = await Begin(2);
        var rows = (
            from step in new[] { 20, 10 }
            from solver in new[] { "heun", "euler" }
            from number in new double[] { 9, 5 }
            from metric in new[] { "wasserstein2", "curvature" }
            select Sample.Cell(lease.TrialId, step, metric, solver, number)).ToList();
        await Fixture.Measurements.Add(lease, [new EvaluationReport { Rows = rows, Objective = 1 }], Cancellation);
        List<EvaluationRecord> all = [];
        for (var skip = 0; skip < 20; skip += 5)
        {
            var page = await Fixture.Results.EvaluationPage(lease.TrialId, skip, 5, Cancellation);
            Assert.Equal(16, page.Total);
            all.AddRange(page.Items);
        }

        Assert.Equal(await Fixture.Results.Evaluations(TrialSelection.Of([lease.TrialId]), Cancellation), all);
        Assert.Equal(16, all.Distinct().Count());
        Assert.Equal(0, (await Fixture.Results.EvaluationPage("99-1", 0, 5, Cancellation)).Total);
    }

    [Theory]
    [InlineData("GAUSS", "Two Gaussians")]
    [InlineData("übung", "ÜBUNG 1")]
    [InlineData("100%", "100% done")]
    [InlineData("_", "snake_case")]
    [InlineData("", "snake_case", "100% done", "ÜBUNG 1", "Two Gaussians")]
    [InlineData("nothing")]
    public async Task Experiments_ByName_MatchPartsWithoutCase(string part, params string[] expected)
    {
        await Create("Two Gaussians", "ÜBUNG 1", "100% done", "snake_case");

        var page = await Fixture.Results.Experiments(new ExperimentFilter { Query = part }, Cancellation);

        Assert.Equal(expected, page.Items.Select(item => item.Name));
        Assert.Equal(expected.Length, page.Total);
    }

    // The first: β 10 and 20, W2 9 then 3 by euler-4, learned. The second: β 30 and nothing measured, another data set.
    [Theory]
    [InlineData("", 2, 1)]
    [InlineData("beta>15", 2, 1)]
    [InlineData("beta>25", 2)]
    [InlineData("coupling.beta<=10", 1)]
    [InlineData("eta<=10")]
    [InlineData("beta=10", 1)]
    [InlineData("beta!=30", 1)]
    [InlineData("kind=learned data:checkerboard", 1)]
    [InlineData("kind=10")]
    [InlineData("flag=true", 2, 1)]
    [InlineData("data:moons", 2)]
    [InlineData("wasserstein2@euler-4<4", 1)]
    [InlineData("wasserstein2@euler-4>8")]
    [InlineData("wasserstein2@heun-4<4")]
    [InlineData("wasserstein2<4 beta=10", 1)]
    [InlineData("wasserstein2<4 beta=20")]
    [InlineData("fid<7", 1)]
    [InlineData("objective<4")]
    [InlineData("second")]
    [InlineData("two state:running beta>15", 1)]
    public async Task Experiments_ByQuery_AreThoseWithATrialThatMeetsAll(string query, params int[] expected)
    {
        await Fixture.Experiments.Create(Sample.Spec("two gaussians"), [Sample.Plan(10), Sample.Plan(20)], Cancellation);
        var other = Sample.Spec("moons") with { Trial = Sample.Trial() with { Data = new DataSpec { Name = "moons" } } };
        await Fixture.Experiments.Create(other, [Sample.Plan(30)], Cancellation);
        await Fixture.Experiments.SetState(2, ExperimentState.Paused, Cancellation);
        var lease = await Fixture.Trials.BeginAttempt("1-1", "s", Sample.Lease, Cancellation);
        foreach (var (step, value) in new[] { (100, 9.0), (200, 3.0) })
        {
            EvaluationReport report = new() { Rows = [Sample.Cell("1-1", step, "wasserstein2", "euler", 4, value), Sample.Cell("1-1", step, "fid[x]", "euler", 4, 2 * value)] };
            await Fixture.Measurements.Add(lease, [report], Cancellation);
        }

        var page = await Fixture.Results.Experiments(new ExperimentFilter { Query = query }, Cancellation);

        Assert.Equal(expected, page.Items.Select(item => (int)item.Id));
        Assert.Equal(expected.Length, page.Total);
    }

    [Fact]
    public async Task Experiments_BestValue_IsThatOfTheirBestCompletedTrial()
    {
        var least = await Ended(new ObjectiveSpec { Metric = "a" }, (3, null), (2, null), (9, null));
        var most = await Ended(new ObjectiveSpec { Metric = "a", Maximize = true }, (3, null), (9, null), (2, null));
        var demanding = await Ended(new ObjectiveSpec { Metric = "a@euler-1", Where = ["b@euler-1 >= 5"] }, (3, 7), (2, 1), (4, 9));
        var none = await Ended(null, (1, null));
        var unended = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        var page = await Fixture.Results.Experiments(new ExperimentFilter(), Cancellation);

        Assert.Equal(
            [(least, 2.0), (most, 9.0), (demanding, 3.0), (none, null), (unended, null)],
            page.Items.OrderBy(item => item.Id).Select(item => (item.Id, item.BestValue)));
        Assert.Equal(3, (await Fixture.Results.Experiment(demanding, Cancellation))!.Summary.BestValue);
    }

    [Fact]
    public async Task Experiments_Submitter_IsSaid()
    {
        await Fixture.Experiments.Create(Sample.Spec(), 1, "key", "anna", Cancellation);

        Assert.Equal("anna", Assert.Single((await Fixture.Results.Experiments(new ExperimentFilter(), Cancellation)).Items).SubmittedBy);
    }

    [Fact]
    public async Task Experiments_ByState_CountOnlyThose()
    {
        await Create("a", "b", "c");
        await Fixture.Experiments.SetState(2, ExperimentState.Paused, Cancellation);

        var page = await Fixture.Results.Experiments(new ExperimentFilter { State = ExperimentState.Paused }, Cancellation);

        Assert.Equal((2, 1), (Assert.Single(page.Items).Id, page.Total));
    }

    [Fact]
    public async Task Experiments_TrialsInEveryState_AreCounted()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(7), Cancellation);
        TrialState[] ends = [TrialState.Completed, TrialState.Completed, TrialState.Failed, TrialState.Diverged, TrialState.Cancelled];
        for (var i = 0; i < ends.Length; i++)
        {
            var lease = await Fixture.Trials.BeginAttempt($"{id}-{i + 1}", "s", Sample.Lease, Cancellation);
            await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), ends[i], Cancellation);
        }

        await Fixture.Trials.BeginAttempt($"{id}-6", "s", Sample.Lease, Cancellation);

        var summary = Assert.Single((await Fixture.Results.Experiments(new ExperimentFilter(), Cancellation)).Items);
        Assert.Equal(
            (7, 1, 1, 2, 2, 1),
            (summary.TrialCount, summary.QueuedTrials, summary.RunningTrials, summary.CompletedTrials, summary.FailedTrials, summary.CancelledTrials));
        Assert.Equal("wasserstein2@euler-4", summary.Objective!.Metric);
    }

    [Fact]
    public async Task Lookups_OfWhatExists_EqualTheStores()
    {
        var lease = await Begin(trials: 2);

        Assert.Equivalent(await Fixture.Experiments.Find(1, Cancellation), await Fixture.Results.Experiment(1, Cancellation), strict: true);
        Assert.Equivalent(await Fixture.Experiments.Trials(1, Cancellation), await Fixture.Results.Trials(1, Cancellation), strict: true);
        Assert.Equivalent(await Fixture.Trials.Find(lease.TrialId, Cancellation), await Fixture.Results.Trial(lease.TrialId, Cancellation), strict: true);
    }

    [Fact]
    public async Task EveryQuery_OfWhatIsMissing_IsEmptyOrNull()
    {
        Assert.Equal(0, (await Fixture.Results.Experiments(new ExperimentFilter(), Cancellation)).Total);
        Assert.Null(await Fixture.Results.Experiment(1, Cancellation));
        Assert.Empty(await Fixture.Results.Trials(1, Cancellation));
        Assert.Null(await Fixture.Results.Trial("1-1", Cancellation));
        Assert.Empty(await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(["1-1"]) }, Cancellation));
        Assert.Empty(await Fixture.Results.Evaluations(TrialSelection.Of(["1-1"]), Cancellation));
        Assert.Empty(await Fixture.Results.CurvatureProfiles(TrialSelection.Of([]), null, Cancellation));
        Assert.Empty(await Fixture.Results.Trajectories(TrialSelection.Of(["?"]), Cancellation));
    }

    [Fact]
    public async Task EveryQuery_OfMoreTrialsThanAStatementHasParameters_Answers()
    {
        var lease = await Begin();
        await Add(lease, Sample.Points("loss", 1));
        await Fixture.Measurements.Add(
            lease,
            [
                new EvaluationReport
                {
                    Rows = [Sample.Cell(lease.TrialId, 1)],
                    Profile = new CurvatureProfile { TrialId = lease.TrialId, Step = 1, Bins = [1] },
                    Trajectories = Sample.Trajectories(lease.TrialId, 1),
                },
            ],
            Cancellation);
        List<string> ids = [.. Enumerable.Range(0, 100_000).Select(number => $"1-{100_000 - number}")];

        Assert.Single(await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(ids), Names = [.. ids, "loss"] }, Cancellation));
        Assert.Single(await Fixture.Results.Evaluations(TrialSelection.Of(ids), Cancellation));
        Assert.Single(await Fixture.Results.CurvatureProfiles(TrialSelection.Of(ids), null, Cancellation));
        Assert.Single(await Fixture.Results.Trajectories(TrialSelection.Of(ids), Cancellation));
    }

    [Theory]
    [InlineData(1, 500)]
    [InlineData(499, 500)]
    [InlineData(500, 500)]
    [InlineData(501, 500)]
    [InlineData(997, 500)]
    [InlineData(5000, 500)]
    [InlineData(5000, 7)]
    [InlineData(5000, 2)]
    [InlineData(5000, 1)]
    public async Task Metrics_AnyLength_AreThinnedEvenlyWithBothEnds(int stored, int maximum)
    {
        var lease = await Begin();
        await Add(lease, Sample.Points("loss", [.. Enumerable.Range(1, stored).Select(i => i * 100)]));

        MetricPoint[] points = [.. Assert.Single(await Metrics(lease, maximum)).Points];

        int[] steps = [.. points.Select(point => point.Step)];
        Assert.Equal(Math.Min(stored, maximum), points.Length);
        Assert.Equal(stored * 100, steps[^1]);
        Assert.All(points, point => Assert.Equal(point.Step * 0.5, point.Value));
        if (maximum > 1)
            Assert.Equal(100, steps[0]);
        if (points.Length > 1)
        {
            int[] gaps = [.. steps.Zip(steps.Skip(1), (left, right) => right - left)];
            Assert.InRange(gaps.Max() - gaps.Min(), 0, 100);
        }
    }

    [Fact]
    public async Task Metrics_UnevenSteps_StayWithinTheMaximumAndKeepTheEnds()
    {
        var lease = await Begin();
        await Add(lease, Sample.Points("loss", [.. Enumerable.Range(1, 2000), 1_000_000, int.MaxValue]));

        var points = Assert.Single(await Metrics(lease, 100)).Points;

        Assert.InRange(points.Count, 2, 100);
        Assert.Equal((1, int.MaxValue), (points[0].Step, points[^1].Step));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(int.MaxValue)]
    public async Task Metrics_OfManySeriesOfAnyStepsAndLengths_AreTheFirstPointsAtOrAfterEvenSteps(int maximum)
    {
        var random = new Random(maximum);
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(7), Cancellation);
        List<MetricSeries> expected = [];
        for (var number = 1; number <= 7; number++)
        {
            var lease = await Fixture.Trials.BeginAttempt($"{id}-{number}", "s", Sample.Lease, Cancellation);
            List<MetricPoint> points = [];
            foreach (var name in new[] { "Loss", "curvature", "loss", "penalty" })
            {
                int[] steps = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => random.Next(1, 1 << random.Next(3, 31))).Distinct().Order()];
                MetricPoint[] stored = [.. steps.Select(step => new MetricPoint { Name = name, Step = step, Value = step % 5 == 0 ? double.NaN : Math.Sqrt(step) })];
                points.AddRange(stored);
                expected.Add(new MetricSeries { TrialId = lease.TrialId, Name = name, Points = [.. Thinned(stored, maximum)] });
            }

            await Add(lease, [.. points.OrderBy(_ => random.Next())]);
        }

        var all = await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(id), MaximumPoints = maximum }, Cancellation);

        Assert.Equal(expected.Select(series => (series.TrialId, series.Name)), all.Select(series => (series.TrialId, series.Name)));
        Assert.All(expected.Zip(all), pair => Assert.Equal(pair.First.Points, pair.Second.Points));
    }

    [Fact]
    public async Task EveryQuery_OfAnExperiment_GivesItsTrialsUpToTheLast()
    {
        await Create("other", "asked");
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(3), Cancellation);
        foreach (var trialId in new[] { "1-1", $"{id}-2", $"{id}-3", $"{id}-1" })
        {
            var lease = await Fixture.Trials.BeginAttempt(trialId, "s", Sample.Lease, Cancellation);
            await Add(lease, Sample.Points("loss", 1));
            var report = new EvaluationReport()
            {
                Rows = [Sample.Cell(trialId, 1)],
                Profile = new CurvatureProfile { TrialId = trialId, Step = 1, Bins = [1] },
                Trajectories = Sample.Trajectories(trialId, 1),
            };
            await Fixture.Measurements.Add(lease, [report], Cancellation);
        }

        foreach ((var trials, var expected) in new[]
        {
            (TrialSelection.Of(id), new[] { $"{id}-1", $"{id}-2", $"{id}-3" }),
            (TrialSelection.Of(id, lastNumber: 2), [$"{id}-1", $"{id}-2"]),
            (TrialSelection.Of([$"{id}-3", "1-1"]), ["1-1", $"{id}-3"]),
            (TrialSelection.Of(2), []),
            (TrialSelection.Of([]), []),
        })
        {
            Assert.Equal(expected, (await Fixture.Results.Metrics(new MetricQuery { Trials = trials }, Cancellation)).Select(series => series.TrialId));
            Assert.Equal(expected, (await Fixture.Results.Evaluations(trials, Cancellation)).Select(row => row.TrialId));
            Assert.Equal(expected, (await Fixture.Results.CurvatureProfiles(trials, null, Cancellation)).Select(profile => profile.TrialId));
            Assert.Equal(expected, (await Fixture.Results.Trajectories(trials, Cancellation)).Select(set => set.TrialId));
        }
    }

    [Fact]
    public async Task Metrics_ByNameAndTrial_GiveOnlyThose()
    {
        var first = await Begin(trials: 2);
        var second = await Fixture.Trials.BeginAttempt("1-2", "s", Sample.Lease, Cancellation);
        foreach (var lease in new[] { second, first })
            await Add(lease, [.. Sample.Points("loss", 1), .. Sample.Points("penalty", 1), .. Sample.Points("curvature", 1)]);

        var series = await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(["1-2", "1-1"]), Names = ["penalty", "loss", "none"] }, Cancellation);
        var one = await Metrics(second, 10);

        Assert.Equal([("1-1", "loss"), ("1-1", "penalty"), ("1-2", "loss"), ("1-2", "penalty")], series.Select(item => (item.TrialId, item.Name)));
        Assert.Equal(["curvature", "loss", "penalty"], one.Select(item => item.Name));
    }

    [Fact]
    public async Task Evaluations_OfSeveralTrials_ComeInOrder()
    {
        var first = await Begin(trials: 2);
        var second = await Fixture.Trials.BeginAttempt("1-2", "s", Sample.Lease, Cancellation);
        foreach (var lease in new[] { second, first })
        {
            foreach (var step in new[] { 200, 100 })
            {
                var evaluation = new EvaluationReport
                {
                    Rows = [Sample.Cell(lease.TrialId, step, solver: "heun", number: 9), Sample.Cell(lease.TrialId, step, number: 20), Sample.Cell(lease.TrialId, step, number: 4)],
                    Profile = new CurvatureProfile { TrialId = lease.TrialId, Step = step, Bins = [step] },
                };
                await Fixture.Measurements.Add(lease, [evaluation], Cancellation);
            }
        }

        var rows = await Fixture.Results.Evaluations(TrialSelection.Of(["1-2", "1-1"]), Cancellation);
        var profiles = await Fixture.Results.CurvatureProfiles(TrialSelection.Of(["1-2", "1-1"]), null, Cancellation);

        Assert.Equal(rows.OrderBy(row => row.TrialId).ThenBy(row => row.Step).ThenBy(row => row.Solver).ThenBy(row => row.Number), rows);
        Assert.Equal(12, rows.Count);
        Assert.Equal([("1-1", 200), ("1-2", 200)], profiles.Select(profile => (profile.TrialId, profile.Step)));
    }

    /// <summary>What thinning means, computed from all points.</summary>
    private static IEnumerable<MetricPoint> Thinned(MetricPoint[] points, int maximum)
    {
        if (points.Length <= maximum)
            return points;
        long first = maximum == 1 ? points[^1].Step : points[0].Step;
        var length = points[^1].Step - first;
        return Enumerable.Range(0, maximum)
            .Select(place => first + (length * place / Math.Max(1, maximum - 1)))
            .Select(target => points.First(point => point.Step >= target))
            .Distinct();
    }

    private async Task Create(params string[] names)
    {
        foreach (var name in names)
            await Fixture.Experiments.Create(Sample.Spec(name), Sample.Plans(1), Cancellation);
    }

    private Task Add(AttemptLease lease, MetricPoint[] points) =>
        Fixture.Measurements.Add(lease, [new MetricReport { Points = points }], Cancellation);

    private Task<IReadOnlyList<MetricSeries>> Metrics(AttemptLease lease, int maximum) =>
        Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of([lease.TrialId]), MaximumPoints = maximum }, Cancellation);

    private async Task<long> Ended(ObjectiveSpec? objective, params (double Value, double? Other)[] values)
    {
        var id = await Fixture.Experiments.Create(Sample.Spec() with { Objective = objective }, Sample.Plans(values.Length), Cancellation);
        foreach (var (index, (value, other)) in values.Index())
        {
            var lease = await Fixture.Trials.BeginAttempt($"{id}-{index + 1}", "s", Sample.Lease, Cancellation);
            await Fixture.Measurements.Add(lease, [new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 1)], Objective = value, OtherValues = other is null ? [] : [other] }], Cancellation);
            await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);
        }

        return id;
    }
}
