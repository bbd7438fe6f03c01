using CsCheck;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Live;
using FastOde.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Dashboard.Tests.Live;

public sealed class ExperimentSessionTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeResults results = new();
    private readonly FakeExperimentGrain experiment;
    private readonly FakeGrainFactory grains;
    private readonly ExperimentSession session;

    public ExperimentSessionTests()
    {
        experiment = new FakeExperimentGrain(results);
        grains = new FakeGrainFactory(experiment);
        session = new ExperimentSession(
            grains, results, time, NullLogger<ExperimentSession>.Instance);
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    [Fact]
    public async Task Open_MissingExperiment_SaysSo()
    {
        Assert.False(await Open(7));
        Assert.Null(session.Summary);
    }

    [Fact]
    public async Task Open_CompletedExperiment_ReadsHistoryAndFollowsNothing()
    {
        Store(ExperimentState.Completed);

        Assert.True(await Open());

        Assert.Equal([1, 2, 3, 4], session.Trials.Select(trial => trial.Number));
        Assert.Equal(["independent", "learned"], session.Groups.Labels);
        Assert.Equal([10, 20], session.History.Points("1-1", "loss").Select(point => (int)point.X));
        Assert.Equal(2, session.Evaluations.Count);
        Assert.Equal(0, experiment.Subscriptions);
        Assert.False(session.IsUnfinished);
    }

    [Fact]
    public async Task Open_RunningExperiment_TakesInWhatIsTold()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();
        var pictures = session.PicturesVersion;

        await experiment.MetricsAdded("1-1", [Sample.Point(30, 7)]);
        await experiment.EvaluationsAdded([Sample.Row("1-1", 9), Sample.Row("1-3", 3)]);
        await experiment.TrialChanged(Sample.Trial(2, "independent", 1));

        Assert.Equal([10, 20, 30], session.History.Points("1-1", "loss").Select(point => (int)point.X));
        Assert.Equal([9, 2, 3], session.Evaluations.OrderBy(row => row.TrialId).Select(row => row.Value));
        Assert.Equal([TrialState.Running, TrialState.Completed, TrialState.Running, TrialState.Running], session.Trials.Select(trial => trial.State));
        Assert.Equal(TrialState.Completed, session.Groups.Find("1-2")!.State);
        Assert.Equal(TrialState.Completed, session.Groups.Trials(0)[1].State);
        Assert.True(session.PicturesVersion > pictures);
    }

    [Fact]
    public async Task Apply_TrialsThatWereAddedLater_StandInOrder()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();

        await experiment.TrialChanged(Sample.Trial(6, "learned", 2, TrialState.Queued));
        await experiment.TrialChanged(Sample.Trial(5, "other", 2, TrialState.Queued));
        await experiment.TrialChanged(Sample.Trial(5, "other", 2));

        Assert.Equal([1, 2, 3, 4, 5, 6], session.Trials.Select(trial => trial.Number));
        Assert.Equal(["independent", "learned", "other"], session.Groups.Labels);
        Assert.Equal(TrialState.Completed, session.Trials[4].State);
    }

    [Fact]
    public async Task Coming_OfAnExperimentOfWhichFewTrialsAreStored_IsTheRest()
    {
        Store(ExperimentState.Running, TrialState.Running);
        results.Experiments[0] = results.Experiments[0] with { TrialCount = 10 };
        await Open();
        Assert.Equal(6, session.Coming);

        await experiment.TrialChanged(Sample.Trial(5, "learned", 2, TrialState.Queued));

        Assert.Equal((5, 5), (session.Trials.Count, session.Coming));
    }

    [Fact]
    public async Task Open_SomeMeasured_LeavesOutTheOthers()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open(measured: ["1-2"]);

        await experiment.MetricsAdded("1-1", [Sample.Point(30, 7)]);
        await experiment.MetricsAdded("1-2", [Sample.Point(30, 8)]);

        Assert.Empty(session.History.Points("1-1", "loss"));
        Assert.Equal(8, Assert.Single(session.History.Points("1-2", "loss")).Y);
        Assert.Equal(["1-2"], session.Evaluations.Select(row => row.TrialId));
        Assert.Equal(4, session.Trials.Count);
    }

    [Fact]
    public async Task Show_FewerCurves_AsksForThemAloneAndReadsOthersWhenTheyAreBack()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();
        var queries = results.MetricQueries;

        await session.Show(SessionView.Everything, ["1-1"]);
        await experiment.MetricsAdded("1-1", [Sample.Point(30, 7)]);
        await experiment.MetricsAdded("1-2", [Sample.Point(30, 8)]);

        Assert.Equal(["1-1"], experiment.Interest!.Points);
        Assert.Null(experiment.Interest.Evaluations);
        Assert.Equal(queries, results.MetricQueries);
        Assert.Equal(7, session.History.Points("1-1", "loss")[^1].Y);
        Assert.DoesNotContain(session.History.Points("1-2", "loss"), point => point.X == 30);

        await session.Show(SessionView.Everything, ["1-1", "1-2"]);
        Assert.Equal(queries + 1, results.MetricQueries);
        await session.Show(SessionView.Everything, ["1-2", "1-1"]);
        await session.Show(SessionView.Everything);

        Assert.Null(experiment.Interest!.Points);
        Assert.Equal(queries + 2, results.MetricQueries);
    }

    [Fact]
    public async Task Open_FunctionExperiment_ReadsNoMeasurements()
    {
        Store(ExperimentState.Completed);
        results.Function = "branin";

        await Open();

        Assert.False(session.Trains);
        Assert.True(session.Groups.IsExact);
        Assert.Equal(0, results.MetricQueries);
        Assert.Empty(session.Evaluations);
        Assert.Equal(4, session.Trials.Count);
    }

    [Fact]
    public async Task Open_MoreTrialsThanCurves_DrawsTheFirst()
    {
        results.Experiments.Add(Sample.Experiment() with { TrialCount = 401 });
        for (var number = 1; number <= 401; number++)
        {
            results.Trials.Add(Sample.Trial(number, "independent", number));
            results.Series.Add(Sample.Series($"1-{number}", "loss", (10, 1)));
        }

        await Open();

        Assert.True(session.HasMoreTrialsThanCurves);
        Assert.Single(session.History.Points("1-400", "loss"));
        Assert.Empty(session.History.Points("1-401", "loss"));
        Assert.Equal(401, session.Trials.Count);
    }

    [Fact]
    public async Task Open_ExperimentOutOfReach_ShowsWhatIsStored()
    {
        Store(ExperimentState.Running, TrialState.Running);
        experiment.Failure = new TimeoutException();

        Assert.True(await Open());

        Assert.Equal(LiveStatus.Interrupted, session.Status);
        Assert.Equal(4, session.Trials.Count);
    }

    [Fact]
    public async Task Apply_AfterAnInterruption_ReadsTheHistoryAgain()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();
        experiment.Failure = new TimeoutException();
        time.Advance(ExperimentFollower.RenewEvery);
        Assert.Equal(LiveStatus.Interrupted, session.Status);

        experiment.Failure = null;
        results.Series[0] = Sample.Series("1-1", "loss", (10, 1), (20, 2), (40, 4));
        time.Advance(ExperimentFollower.RenewEvery);

        Assert.Equal([10, 20, 40], session.History.Points("1-1", "loss").Select(point => (int)point.X));
        Assert.Equal(2, results.MetricQueries);
    }

    [Fact]
    public async Task Commands_GoToTheExperiment_AndShowItsState()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();

        await session.Pause();
        Assert.Equal(ExperimentState.Paused, session.Summary!.State);
        await session.Resume();
        Assert.Equal(ExperimentState.Running, session.Summary!.State);
        await session.Cancel();

        Assert.Equal(["pause", "resume", "cancel"], experiment.Commands);
        Assert.False(session.IsUnfinished);
    }

    [Fact]
    public async Task DisposeAsync_OfAFollower_Unsubscribes()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();
        Assert.Single(experiment.Observers);

        await session.DisposeAsync();

        Assert.Empty(experiment.Observers);
        Assert.Equal(0, grains.LiveReferences);
    }

    [Fact]
    public async Task Renew_SubscriptionThatWasLost_ReadsOnceAndGoesOn()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open();
        experiment.Observers.Clear();
        results.Trials[0] = Sample.Trial(1);

        time.Advance(ExperimentFollower.RenewEvery);
        time.Advance(ExperimentFollower.RenewEvery);
        await experiment.TrialChanged(Sample.Trial(2, seed: 1));

        Assert.Equal(2, results.MetricQueries);
        Assert.Equal([TrialState.Completed, TrialState.Completed, TrialState.Running, TrialState.Running], session.Trials.Select(trial => trial.State));
    }

    [Fact]
    public async Task Show_AnotherView_WantsItAndReadsWhatIsNewToIt()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await session.Open(1, work => work(), shown: SessionView.Curves);
        Assert.Empty(experiment.Interest!.Evaluations!);
        Assert.Null(experiment.Interest.Points);
        Assert.Empty(session.Evaluations);

        await session.Show(SessionView.Evaluations);

        Assert.Null(experiment.Interest!.Evaluations);
        Assert.Empty(experiment.Interest.Points!);
        Assert.Equal([1, 2], session.Evaluations.Select(row => row.Value));
        Assert.Equal(1, results.MetricQueries);
    }

    [Fact]
    public async Task Open_OneTrial_WantsNothingOfTheOthers()
    {
        Store(ExperimentState.Running, TrialState.Running);
        await Open(measured: ["1-2"]);

        Assert.All([experiment.Interest!.Trials, experiment.Interest.Points, experiment.Interest.Evaluations], ids => Assert.Equal(["1-2"], ids));
    }

    [Fact]
    public Task Apply_AnyStreamOfEvents_LeavesWhatAFreshReadGives() =>
        Gen.Select(Gen.Int[1, 6], Gen.Enum<TrialState>(), Gen.Int[0, 3], Gen.Double[0, 9]).Array[0, 40].SampleAsync(async events =>
        {
            var stored = new FakeResults();
            stored.Experiments.Add(Sample.Experiment(state: ExperimentState.Running));
            stored.Trials.AddRange(Sample.Trials(TrialState.Queued));
            var told = new FakeExperimentGrain(stored);
            var found = new FakeGrainFactory(told);
            await using var followed = new ExperimentSession(found, stored, time, NullLogger<ExperimentSession>.Instance);
            await followed.Open(1, work => work());
            foreach (var (number, state, cell, value) in events)
            {
                var trial = Sample.Trial(number, number > 4 ? "other" : number > 2 ? "learned" : "independent", number % 2, state);
                var row = Sample.Row(trial.Id, value, cell);
                stored.Trials.RemoveAll(other => other.Id == trial.Id);
                stored.Trials.Add(trial);
                stored.Rows.RemoveAll(other => (other.TrialId, other.Number) == (row.TrialId, row.Number));
                stored.Rows.Add(row);
                await told.Tell(new ExperimentChanges { Trials = [trial], Evaluations = [row] });
            }

            await using var fresh = new ExperimentSession(found, stored, time, NullLogger<ExperimentSession>.Instance);
            await fresh.Open(1, work => work());
            Assert.Equal(fresh.Trials, followed.Trials);
            Assert.Equal(fresh.Groups.Labels.Order(), followed.Groups.Labels.Order());
            Assert.Equal(fresh.Evaluations.ToHashSet(), followed.Evaluations.ToHashSet());
        }, iter: 100);

    private void Store(ExperimentState state, TrialState trials = TrialState.Completed)
    {
        results.Experiments.Add(Sample.Experiment(state: state));
        results.Trials.AddRange(Sample.Trials(trials));
        results.Series.Add(Sample.Series("1-1", "loss", (10, 1), (20, 2)));
        results.Rows.AddRange([Sample.Row("1-1", 1), Sample.Row("1-2", 2)]);
    }

    private Task<bool> Open(long id = 1, IReadOnlyCollection<string>? measured = null) => session.Open(id, work => work(), measured);
}
