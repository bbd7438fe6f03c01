using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Attempts;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Experiments that get more to do, while they run and after they have completed.</summary>
public sealed class ExperimentGrowthTests : IDisposable
{
    private const string Search = """
        name: search
        seeds: [3, 1]
        trial: { function: branin }
        search: { sampler: tpe, trials: 3, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        objective: { metric: value, direction: minimize }
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Extend_OfACompletedSearch_GoesOnWithTheTrialsOfALargerOne()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var id = await silo.Submit(Search);
        var before = await silo.Reaches(id, ExperimentState.Completed);

        var extended = await silo.Experiment(id).Extend(new() { Key = "a", Trials = 2, Seeds = 1 });
        Assert.Equal((ExperimentState.Running, 3 * 2 + 2 * 2 + 5, (DateTimeOffset?)null), (extended.State, extended.TrialCount, extended.EndedAt));
        var after = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal((15, 15), (after.TrialCount, after.CompletedTrials));
        Assert.True(after.EndedAt > before.EndedAt);
        var trials = await silo.Results.Trials(id, Cancellation);
        Assert.Equal([3, 3, 3, 1, 1, 1, 3, 3, 1, 1, 4, 4, 4, 4, 4], trials.Select(trial => trial.Seed));
        Assert.All(trials.GroupBy(trial => trial.Assignment), seeds => Assert.Equal(3, seeds.Count()));
    }

    [Fact]
    public async Task Extend_UnderAKeyThatIsStored_AddsNothingMore()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var id = await silo.Submit(Search);
        var extension = new Extension { Key = "mine", Trials = 1 };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => silo.Experiment(id).Extend(extension)));
        await silo.Reaches(id, ExperimentState.Completed);
        var later = await silo.Experiment(id).Extend(extension with { Trials = 50 });

        Assert.Equal((ExperimentState.Completed, 8), (later.State, later.TrialCount));
        Assert.Equal(8, (await silo.Results.Trials(id, Cancellation)).Count);
    }

    [Fact]
    public async Task Extend_WhileItRuns_IsPlannedBehindWhatThereIs()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var id = await silo.Submit(Experiment.Functions(3));

        var extended = await silo.Experiment(id).Extend(new() { Key = "a", Seeds = 2 });
        Assert.Equal((9, 9), (extended.TrialCount, extended.QueuedTrials + extended.RunningTrials));
        rehearsal.FinishAll(id, 9);
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2, 2], (await silo.Results.Trials(id, Cancellation)).Select(trial => trial.Seed));
        Assert.Equal(9, rehearsal.Order.Distinct().Count());
    }

    [Fact]
    public async Task Extend_ThenARestart_GoesOnWithWhatWasAdded()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0))
        {
            id = await silo.Submit(Search);
            await silo.Experiment(id).Pause();
            await silo.Experiment(id).Extend(new() { Key = "a", Trials = 4 });
            Assert.Equal(ExperimentState.Paused, (await silo.Experiment(id).Summary()).State);
        }

        await using var next = await TestSilo.Start(directory.Path, rehearsal);
        await next.Experiment(id).Resume();
        rehearsal.FinishAll(id, 14);

        var ended = await next.Reaches(id, ExperimentState.Completed);
        Assert.Equal((14, 14), (ended.TrialCount, ended.CompletedTrials));
    }

    [Theory]
    [InlineData(1, 0, null, "A grid search tries every assignment of its space, 3 here")]
    [InlineData(0, 0, null, "at least one")]
    [InlineData(0, 100_000, null, "at most 100,000 trials")]
    [InlineData(0, 1, 0, "at least one")]
    [InlineData(0, 0, 2, "at least one")]
    public async Task Extend_OfAGridByWhatItCannotHave_IsRefusedWithTheReason(int trials, int seeds, int? top, string reason)
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        var id = await silo.Submit(Experiment.Functions(3));

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Extend(new() { Key = "a", Trials = trials, Seeds = seeds, Top = top }));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Empty((await silo.Results.Experiment(id, Cancellation))!.Additions);
        var entry = (await silo.Services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation))[0];
        Assert.StartsWith("refused: ", entry.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extend_BeyondASmallSpace_SaysHowManyAreLeft()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        var id = await silo.Submit("name: a\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 3, space: { x1: { values: [1, 2, 3, 4, 5] } } }");

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Extend(new() { Key = "a", Trials = 3 }));
        Assert.Contains("at most 2 can be added", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(5, (await silo.Experiment(id).Extend(new() { Key = "a", Trials = 2 })).TrialCount);
        await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Extend(new() { Key = "b", Trials = 1 }));
    }

    [Fact]
    public async Task Extend_OfACancelledExperiment_IsRefused()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Search);
        await silo.Experiment(id).Cancel();

        await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Extend(new() { Key = "a", Seeds = 1 }));
        await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).RerunFailed());
    }

    [Fact]
    public async Task Extend_OfTheBest_GivesThemSeedsByTheirMeans()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var id = await silo.Submit(Experiment.Functions(4));
        await silo.Reaches(id, ExperimentState.Completed);

        await silo.Experiment(id).Extend(new() { Key = "a", Seeds = 2, Top = 2 });
        await silo.Reaches(id, ExperimentState.Completed);
        await silo.Experiment(id).Extend(new() { Key = "b", Seeds = 1, Top = 9 });
        await silo.Reaches(id, ExperimentState.Completed);

        var added = (await silo.Results.Trials(id, Cancellation)).Skip(4);
        Assert.Equal(
            [(0.25, 1), (0.5, 1), (0.25, 2), (0.5, 2), (0.25, 3), (0.5, 3), (0.75, 3), (1, 3)],
            added.Select(trial => (trial.Parameters["x1"].Number!.Value, trial.Seed)));
        Assert.Equal(
            ["1 more seed for the best 9 assignments", "2 more seeds for the best 2 assignments"],
            (await Entries(silo, "experiment.extend")).Select(entry => entry.Details));
    }

    [Fact]
    public async Task RerunFailed_GivesEveryFailedTrialItsRetriesAnew()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (order, _) => order.Lease.Epoch <= 3 ? throw new InvalidOperationException("broken pipe") : null);
        rehearsal.Act("1-2", (_, _) => new AttemptResult(AttemptState.Diverged, 1));
        rehearsal.FinishAll(1, 3);
        var id = await silo.Submit(Experiment.Functions(3, "{ retries: 1 }"));
        Assert.Equal(2, (await silo.Reaches(id, ExperimentState.Completed)).FailedTrials);

        Assert.Equal(1, await silo.Experiment(id).RerunFailed());
        Assert.Equal(1, (await silo.Reaches(id, ExperimentState.Completed)).FailedTrials);

        // Two attempts that count no more, one more failure, and the one retry that it has again.
        Assert.Equal(
            [AttemptState.Failed, AttemptState.Failed, AttemptState.Failed, AttemptState.Completed],
            (await silo.Trial("1-1")).Attempts.Select(attempt => attempt.State));
        Assert.Equal(TrialState.Diverged, (await silo.Trial("1-2")).Summary.State);
        Assert.Equal(0, await silo.Experiment(id).RerunFailed());
        Assert.Equal(ExperimentState.Completed, (await silo.Experiment(id).Summary()).State);
    }

    [Fact]
    public async Task Retry_OfOneTrial_LeavesTheOthersAndStandsInTheAudit()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var isBroken = true;
        foreach (var trial in (string[])["1-1", "1-2"])
            rehearsal.Act(trial, (_, _) => isBroken ? throw new InvalidOperationException("broken pipe") : null);
        rehearsal.Act("1-3", (_, _) => new AttemptResult(AttemptState.Diverged, 1));
        rehearsal.FinishAll(1, 4);
        var id = await silo.Submit(Experiment.Functions(4, "{ retries: 0 }"));
        await silo.Reaches(id, ExperimentState.Completed);
        isBroken = false;

        await silo.Experiment(id).Retry("1-2");
        await silo.Reaches("1-2", TrialState.Completed);
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal(TrialState.Failed, (await silo.Trial("1-1")).Summary.State);
        Assert.Contains("diverged", (await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Retry("1-3"))).Message, StringComparison.Ordinal);
        Assert.Contains("is completed", (await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Retry("1-4"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => silo.Experiment(id).Retry("2-2"));
        Assert.Contains(await Entries(silo, "trial.retry"), entry => entry is { Subject: "trial 1-2", Outcome: "done" });
    }

    /// <summary>Any suggestion can be computed again: by the search's seed, the number, and what was known.</summary>
    [Fact]
    public async Task Suggestion_OfAnExtendedSearch_CanBeComputedAgain()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 3);
        var id = await silo.Submit(Search.Replace("trials: 3", "trials: 14", StringComparison.Ordinal));
        await silo.Reaches(id, ExperimentState.Completed);
        await silo.Experiment(id).Extend(new() { Key = "a", Seeds = 1 });
        await silo.Experiment(id).Extend(new() { Key = "b", Trials = 6 });
        await silo.Reaches(id, ExperimentState.Completed);

        var trials = await silo.Results.Trials(id, Cancellation);
        var experiment = (await silo.Results.Experiment(id, Cancellation))!;
        foreach (var trial in trials.Where(trial => trial.Seed == 3))
        {
            var pending = (await silo.Trial(trial.Id)).Pending!;
            var known = trials.Take(trial.Number - 1).ToDictionary(
                other => other.Number, other => pending.Contains(other.Number) ? other with { State = TrialState.Queued, ObjectiveValue = null } : other);
            var again = new TrialPlanner(experiment.Spec, additions: experiment.Additions).Next(1, known);
            Assert.Equal((trial.Assignment, trial.Seed), (FastOde.Specs.ParameterLabel.Full(Assert.Single(again).Parameters), again[0].Seed));
        }
    }

    private static async Task<IReadOnlyList<AuditRecord>> Entries(TestSilo silo, string action) =>
        [.. (await silo.Services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation)).Where(entry => entry.Action == action)];
}
