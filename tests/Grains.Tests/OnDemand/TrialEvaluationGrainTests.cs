using FastOde.Client.Trials;
using FastOde.Contracts.Access;
using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.OnDemand;

public sealed class TrialEvaluationGrainTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Evaluate_OtherCells_AreMeasuredAsTheSpecsOwnAndNothingIsStored()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        await silo.Reaches(await silo.Submit(Experiment.Training(40)), ExperimentState.Completed);
        var stored = await silo.Results.Evaluations(TrialSelection.Of(["1-1"]), Cancellation);
        var trial = new TrialHandle("1-1", silo.Grains, TimeProvider.System);

        await trial.MeasureAsync(new EvaluationOrder { Settings = ["euler-4", "heun/curvature-9"] }, Cancellation);
        var first = await trial.WaitForMeasurementsAsync(cancellationToken: Cancellation);
        await trial.MeasureAsync(new EvaluationOrder { Settings = ["dopri5-1e-3"], Metrics = ["sliced-wasserstein"] }, Cancellation);
        var both = await trial.WaitForMeasurementsAsync(cancellationToken: Cancellation);

        Assert.Equal((WorkState.Completed, 2, 40, 4), (first.State, first.Measured, first.Step, first.Rows.Count));
        var own = stored.Single(row => (row.Step, row.Solver, row.Number, row.Metric) == (40, "euler", 4, "wasserstein2"));
        Assert.Equal(own.Value, first.Rows.Single(row => (row.Solver, row.Metric) == ("euler", "wasserstein2")).Value);
        Assert.Equal([.. first.Rows.Select(row => row.Solver), "dopri5"], both.Rows.Select(row => row.Solver));
        Assert.Equal(stored.Count, (await silo.Results.Evaluations(TrialSelection.Of(["1-1"]), Cancellation)).Count);
        var audit = await silo.Services.GetRequiredService<IAuditQueries>().Entries(new(), Cancellation);
        Assert.Contains(audit, entry => (entry.Action, entry.Subject, entry.Details) == ("trial.evaluate", "trial 1-1", "the metrics of its spec at euler-4, heun/curvature-9"));
    }

    [Fact]
    public async Task Evaluate_OfAStep_IsWhatWasStoredThenAndKeepsTheCellsOfOthers()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        await silo.Reaches(await silo.Submit(Experiment.Training(80)), ExperimentState.Completed);
        var trial = new TrialHandle("1-1", silo.Grains, TimeProvider.System);

        foreach (var step in (int?[])[null, 40])
        {
            await trial.MeasureAsync(new EvaluationOrder { Settings = ["euler-4"], Metrics = ["wasserstein2"], Step = step }, Cancellation);
            Assert.Equal(1, (await trial.WaitForMeasurementsAsync(cancellationToken: Cancellation)).Fresh);
        }

        var stored = await silo.Results.Evaluations(TrialSelection.Of(["1-1"]), Cancellation);
        var expected = stored.Where(row => (row.Number, row.Metric) == (4, "wasserstein2")).OrderByDescending(row => row.Step).Select(row => (row.Step, row.Value));
        Assert.Equal(expected, (await trial.MeasurementsAsync(Cancellation))!.Rows.Select(row => (row.Step, row.Value)));
        await Assert.ThrowsAsync<FormatException>(() => trial.MeasureAsync(new EvaluationOrder { Settings = ["euler-4"], Step = 30 }, Cancellation));
    }

    [Fact]
    public async Task Cancel_WhileMeasured_EndsIt()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        await silo.Reaches(await silo.Submit(Experiment.Training(40)), ExperimentState.Completed);
        var trial = new TrialHandle("1-1", silo.Grains, TimeProvider.System);

        await trial.MeasureAsync(new EvaluationOrder { Settings = [.. Enumerable.Range(169, 32).Select(number => $"euler-{number}")] }, Cancellation);
        await trial.CancelMeasurementsAsync(Cancellation);

        Assert.Equal(WorkState.Cancelled, (await trial.WaitForMeasurementsAsync(cancellationToken: Cancellation)).State);
    }

    [Theory]
    [InlineData("did you mean 'euler'", "eular-4", "curvature")]
    [InlineData("nearest: 7 or 9", "heun-8", "curvature")]
    [InlineData("at most 200 evaluations", "euler-201", "curvature")]
    [InlineData("names no solver setting", "euler", "curvature")]
    [InlineData("did you mean 'curvature'", "euler-4", "curvatur")]
    public async Task Evaluate_Impossible_IsRefusedAtOnce(string expected, string setting, string metric)
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        var grain = silo.Grains.GetGrain<ITrialEvaluationGrain>("1-1");

        var refused = await Assert.ThrowsAsync<FormatException>(() => grain.Evaluate(new EvaluationOrder { Settings = [setting], Metrics = [metric] }));

        Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => grain.Evaluate(new EvaluationOrder { Settings = ["euler-4"] }));
    }
}
