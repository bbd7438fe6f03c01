using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Results;

/// <summary>What a table of trials asks of every database.</summary>
public abstract class TrialTableConformance : StoreConformance
{
    // The first: β 10, W2 9 then 3 by euler-4. The second: β 20, failed, W2 not measured. The third: β 30, waits. Another experiment has the same.
    [Theory]
    [InlineData(null, 1, 2, 3)]
    [InlineData("state:failed", 2)]
    [InlineData("state:failed,queued", 2, 3)]
    [InlineData("state:completed")]
    [InlineData("beta>15", 2, 3)]
    [InlineData("beta>15 and seed<2", 2)]
    [InlineData("seed!=1", 1, 3)]
    [InlineData("kind=learned state:running", 1)]
    [InlineData("wasserstein2@euler-4<4", 1)]
    [InlineData("wasserstein2@euler-4>8")]
    [InlineData("fid@euler-4<7", 1)]
    [InlineData("objective=7.5", 1)]
    public async Task TrialNumbers_OfAQuery_AreThoseOfTheExperimentThatMeetAll(string? query, params int[] expected)
    {
        await Store();

        Assert.Equal(expected, await Fixture.Results.TrialNumbers(1, query, Cancellation));
    }

    [Theory]
    [InlineData("gauss", "gauss: expected a state such as state:failed, or a condition such as beta>5")]
    [InlineData("data:mnist", "data:mnist: what comes before a colon is state")]
    [InlineData("state:odd", "state:odd: there is no such state; expected queued, running")]
    [InlineData("seed=high", "seed=high: expected a number after =")]
    public async Task TrialNumbers_OfWhatCannotBeUnderstood_SaysWhatWasExpected(string query, string message) => Assert.StartsWith(
        message, (await Assert.ThrowsAsync<FormatException>(() => Fixture.Results.TrialNumbers(1, query, Cancellation))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Values_OfACell_AreThoseOfLastEvaluations()
    {
        await Store();

        var values = await Fixture.Results.Values(1, "wasserstein2@euler-4", Cancellation);
        Assert.Equal([(1, "wasserstein2", 20, 3.0), (2, "wasserstein2", 20, double.NaN)], values.Select(value => (value.Number, value.Metric, value.Steps, value.Value)));
        var fid = Assert.Single(await Fixture.Results.Values(1, "fid@euler-4", Cancellation));
        Assert.Equal((1, "fid[x]", 6.0), (fid.Number, fid.Metric, fid.Value));
        Assert.Empty(await Fixture.Results.Values(1, "wasserstein2@heun-4", Cancellation));
        Assert.StartsWith("curvature: no cell", (await Assert.ThrowsAsync<FormatException>(() => Fixture.Results.Values(1, "curvature", Cancellation))).Message, StringComparison.Ordinal);
    }

    private async Task Store()
    {
        foreach (var id in (int[])[1, 2])
        {
            await Fixture.Experiments.Create(Sample.Spec(), [Sample.Plan(10, 0), Sample.Plan(20, 1), Sample.Plan(30, 2)], Cancellation);
            var first = await Fixture.Trials.BeginAttempt($"{id}-1", "s", Sample.Lease, Cancellation);
            await Evaluate(first, 100, 9, 18, objective: 9);
            await Evaluate(first, 200, 3, 6, objective: 7.5);
            var second = await Fixture.Trials.BeginAttempt($"{id}-2", "s", Sample.Lease, Cancellation);
            await Evaluate(second, 100, double.NaN, null, objective: null);
            await Fixture.Trials.EndAttempt(Sample.Outcome(second, AttemptState.Failed), TrialState.Failed, Cancellation);
        }
    }

    private Task Evaluate(AttemptLease lease, int step, double distance, double? fid, double? objective)
    {
        List<EvaluationRecord> rows = [Sample.Cell(lease.TrialId, step, "wasserstein2", "euler", 4, distance)];
        if (fid is { } value)
            rows.Add(Sample.Cell(lease.TrialId, step, "fid[x]", "euler", 4, value));
        return Fixture.Measurements.Add(lease, [new EvaluationReport { Rows = rows, Objective = objective }], Cancellation);
    }
}
