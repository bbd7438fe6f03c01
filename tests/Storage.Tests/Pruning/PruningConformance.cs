using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Pruning;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Pruning;

/// <summary>What pruning reads and writes, whatever the database.</summary>
public abstract class PruningConformance : StoreConformance
{
    private IPruningStore Pruning => Fixture.Services.GetRequiredService<IPruningStore>();

    [Fact]
    public async Task Reports_OfAMetric_AreItsRowsWithWhicheverExtractorByTrialAndStep()
    {
        var lease = await Begin(trials: 2);
        await Evaluate(lease, 200, "fid", "fid[inception]");
        await Evaluate(lease, 100, "fid", "fidelity", "curvature");

        var reports = await Pruning.Reports(1, "fid", Cancellation);

        Assert.Equal([("1-1", 100, "fid"), ("1-1", 200, "fid"), ("1-1", 200, "fid[inception]")], reports.Select(row => (row.TrialId, row.Step, row.Metric)));
        Assert.Equal(Sample.Cell("1-1", 100, "fid"), reports[0]);
        Assert.Empty(await Pruning.Reports(2, "fid", Cancellation));
    }

    [Fact]
    public async Task NoteJudged_OfSomeTrials_IsReadByTheirNumbers()
    {
        await Begin(trials: 3);
        Assert.Empty(await Pruning.JudgedSteps(1, Cancellation));

        await Pruning.NoteJudged(1, new Dictionary<int, int> { [1] = 100, [3] = 200 }, Cancellation);
        await Pruning.NoteJudged(1, new Dictionary<int, int> { [1] = 300 }, Cancellation);

        var judged = await Pruning.JudgedSteps(1, Cancellation);
        Assert.Equal([(1, 300), (3, 200)], judged.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public async Task Promote_OfAPrunedTrial_QueuesItToGoOnWithAnotherAttempt()
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Stopped, 70), TrialState.Pruned, Cancellation);

        await Pruning.Promote("1-1", Cancellation);

        var trial = (await Fixture.Trials.Find("1-1", Cancellation))!.Summary;
        Assert.Equal((TrialState.Queued, 70, null, null), (trial.State, trial.Step, trial.EndedAt, trial.Message));
        Assert.Equal(2, (await Fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation)).Epoch);
    }

    [Theory]
    [InlineData(TrialState.Completed)]
    [InlineData(TrialState.Cancelled)]
    [InlineData(TrialState.Failed)]
    public async Task Promote_OfATrialThatEndedOtherwise_LeavesItAlone(TrialState state)
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Stopped), state, Cancellation);

        await Pruning.Promote("1-1", Cancellation);

        Assert.Equal(state, (await Fixture.Trials.Find("1-1", Cancellation))!.Summary.State);
    }

    private Task Evaluate(AttemptLease lease, int step, params string[] metrics) => Fixture.Measurements.Add(
        lease, [new EvaluationReport { Rows = [.. metrics.Select(metric => Sample.Cell("1-1", step, metric))] }], Cancellation);
}
