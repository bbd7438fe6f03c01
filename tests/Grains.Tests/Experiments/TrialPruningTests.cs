using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Specs.Pruners;
using FastOde.Storage.Pruning;

namespace FastOde.Grains.Tests.Experiments;

public sealed class TrialPruningTests
{
    private readonly Reports reports = new();

    [Fact]
    public async Task Load_WhereNothingPrunes_IsNothing()
    {
        Assert.Null(await Load(new NoPruningSpec(), [Trial(1)]));
        Assert.Null(await TrialPruning.Load(reports, Detail(Spec(new AshaPrunerSpec()) with { Objective = null }), 3, [], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Load_OfReportsThatNobodyHasJudged_JudgesThemAsIfTheyCameNow()
    {
        reports.Stored = [Row(1, 1, 1), Row(2, 1, 2), Row(3, 1, 3)];

        var pruning = await Load(new AshaPrunerSpec(), [Trial(1), Trial(2), Trial(3)]);

        Assert.Equal([2, 3], pruning!.Due.Keys);
        Assert.Contains("number 2 of 3 at rung 1", pruning.Due[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_OfATrialThatWasLetGoOn_DoesNotJudgeItAgain()
    {
        reports.Stored = [Row(1, 1, 1), Row(2, 1, 2)];
        reports.Judged = new Dictionary<int, int> { [2] = 1 };

        Assert.Empty((await Load(new AshaPrunerSpec(), [Trial(1), Trial(2)]))!.Due);
    }

    [Fact]
    public async Task Report_OfWhatIsMaximized_StopsTheSmaller()
    {
        var pruning = (await Load(new AshaPrunerSpec(), [Trial(1), Trial(2)], maximize: true))!;

        pruning.Report([Row(1, 1, 5)]);
        pruning.Report([Row(2, 1, 4)]);

        Assert.Equal([2], pruning.Due.Keys);
    }

    [Fact]
    public async Task Report_WithoutAFiniteNumber_StopsTheTrial()
    {
        var pruning = (await Load(new AshaPrunerSpec(), [Trial(1)]))!;

        Assert.True(pruning.Report([Row(1, 1, double.NaN)]));

        Assert.Contains("no finite number", pruning.Due[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OfAnotherCellOrTheLastStep_JudgesNothing()
    {
        var pruning = (await Load(new AshaPrunerSpec(), [Trial(1), Trial(2)]))!;
        pruning.Report([Row(1, 1, 1)]);

        Assert.False(pruning.Report([Row(2, 1, 9) with { Metric = "wasserstein2" }]));
        pruning.Report([Row(2, 9, 9)]);

        Assert.Empty(pruning.Due);
    }

    [Fact]
    public async Task Settle_OfAPrunedTrialThatPromisesMoreByNow_QueuesItAndNotesThoseThatGoOn()
    {
        var stopped = Trial(2) with { State = TrialState.Pruned, Step = 1, EndedAt = DateTimeOffset.UnixEpoch, Message = "number 2" };
        reports.Stored = [Row(1, 1, 1), Row(2, 1, 2)];
        var pruning = (await Load(new AshaPrunerSpec(), [Trial(1), stopped, .. Enumerable.Range(3, 4).Select(Trial)]))!;
        var trials = Enumerable.Range(1, 6).ToDictionary(number => number, number => number == 2 ? stopped : Trial(number));
        Assert.Empty(await pruning.Settle(trials, TestContext.Current.CancellationToken));
        foreach (var number in Enumerable.Range(3, 4))
            pruning.Report([Row(number, 1, 10)]);

        var promoted = Assert.Single(await pruning.Settle(trials, TestContext.Current.CancellationToken));

        Assert.Equal((2, TrialState.Queued, null, null), (promoted.Number, promoted.State, promoted.EndedAt, promoted.Message));
        Assert.Equal(["1-2"], reports.Promoted);
        Assert.Equal(1, reports.Judged[1]);
    }

    [Fact]
    public async Task Report_OfASeedThatWasAdded_CountsForItsAssignment()
    {
        var spec = Spec(new SeedHalvingPrunerSpec()) with { Seeds = [0, 1] };
        TrialSummary[] trials = [Of(1, 0, 1), Of(2, 0, 2), Of(3, 1, 1), Of(4, 1, 2)];
        reports.Stored = [Row(1, 1, 1), Row(3, 1, 1.1)];
        var pruning = (await TrialPruning.Load(reports, Detail(spec), 2, trials, TestContext.Current.CancellationToken))!;

        pruning.Revise(Detail(spec) with { Additions = [new() { Key = "a", Seeds = [2] }] });
        pruning.Put([Of(5, 2, 1), Of(6, 2, 2)]);
        pruning.Report([Row(5, 1, 1.2)]);
        pruning.Report([Row(2, 1, 8)]);
        pruning.Report([Row(4, 1, 8.1)]);
        pruning.Report([Row(6, 1, 8.2)]);

        Assert.DoesNotContain(5, pruning.Due.Keys);
        Assert.Contains("by the mean of its seeds its assignment is number 2 of 2", pruning.Due[6], StringComparison.Ordinal);

        static TrialSummary Of(int number, long seed, double x) =>
            Trial(number) with { Seed = seed, Parameters = new Dictionary<string, ParameterValue> { ["x1"] = ParameterValue.Of(x) } };
    }

    private static ExperimentSpec Spec(PrunerSpec pruner, bool maximize = false) => new()
    {
        Name = "curves",
        Trial = new TrialSpec { Iterations = 9 },
        Search = new SearchSpec { Pruner = pruner },
        Objective = new ObjectiveSpec { Metric = "curvature@euler-1", Maximize = maximize },
    };

    private static ExperimentDetail Detail(ExperimentSpec spec) => new()
    {
        Summary = new() { Id = 1, Name = spec.Name, State = ExperimentState.Running, CreatedAt = DateTimeOffset.UnixEpoch, TrialCount = 1 },
        Spec = spec,
    };

    private static TrialSummary Trial(int number) => new()
    {
        Id = $"1-{number}",
        ExperimentId = 1,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = TrialState.Running,
        Step = 0,
        Iterations = 9,
        Attempts = 1,
    };

    private static EvaluationRecord Row(int number, int step, double value) => Curves.Row($"1-{number}", step, value);

    private Task<TrialPruning?> Load(PrunerSpec pruner, IReadOnlyList<TrialSummary> trials, bool maximize = false) =>
        TrialPruning.Load(reports, Detail(Spec(pruner, maximize)), trials.Count, trials, TestContext.Current.CancellationToken);

    private sealed class Reports : IPruningStore
    {
        public IReadOnlyList<EvaluationRecord> Stored { get; set; } = [];

        public IReadOnlyDictionary<int, int> Judged { get; set; } = new Dictionary<int, int>();

        public List<string> Promoted { get; } = [];

        Task<IReadOnlyList<EvaluationRecord>> IPruningStore.Reports(long experimentId, string metric, CancellationToken cancellationToken) =>
            Task.FromResult(Stored);

        public Task<IReadOnlyDictionary<int, int>> JudgedSteps(long experimentId, CancellationToken cancellationToken) => Task.FromResult(Judged);

        public Task NoteJudged(long experimentId, IReadOnlyDictionary<int, int> steps, CancellationToken cancellationToken)
        {
            Judged = steps;
            return Task.CompletedTask;
        }

        public Task Promote(string trialId, CancellationToken cancellationToken)
        {
            Promoted.Add(trialId);
            return Task.CompletedTask;
        }
    }
}
