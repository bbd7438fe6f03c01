using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>A study is submitted once, and each of its trials comes to be stored once, whatever happens in between.</summary>
public sealed class ExperimentPlanningTests : IDisposable
{
    private const int Trials = 1700;

    private static readonly string Large = $$"""
        name: large
        seeds: [3, 1]
        trial: { function: branin }
        search: { sampler: random, trials: {{Trials / 2}}, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        limits: { concurrentTrials: 1 }
        """;

    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Submit_UnderTheSameKey_StoresOnce()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => catalog.Submit(Experiment.Functions(3), "test", "mine")));
        var later = await catalog.Submit("this is no spec any more", "test", "mine");
        var other = await catalog.Submit(Experiment.Functions(3), "test", "other");

        Assert.All(outcomes.Append(later), outcome => Assert.Equal(1, outcome.ExperimentId));
        Assert.Equal(2, other.ExperimentId);
        Assert.Equal(2, (await silo.Results.Experiments(new(), Cancellation)).Total);
    }

    [Fact]
    public async Task Submit_RefusedSpec_LeavesItsKeyFree()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        Assert.NotEmpty((await catalog.Submit("name: 3 : 4", "test", "mine")).Problems);
        Assert.Equal(1, (await catalog.Submit(Experiment.Functions(1), "test", "mine")).ExperimentId);
    }

    [Fact]
    public async Task Submit_LargeExperiment_StatesEveryTrialAndStoresThoseThatComeNext()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);

        var id = await silo.Submit(Large);
        var summary = await silo.Experiment(id).Summary();

        Assert.Equal((Trials, Trials), (summary.TrialCount, summary.QueuedTrials + summary.RunningTrials));
        await Eventually.Gets(() => rehearsal.Started.Count, count => count == 1, "a trial runs");
        Assert.InRange((await silo.Results.Trials(id, Cancellation)).Count, 2, Trials / 2);
        Assert.Equal(summary.TrialCount, (await silo.Results.Experiment(id, Cancellation))!.Summary.TrialCount);
    }

    [Fact]
    public async Task Trials_OfALargeExperiment_AreStoredAsOthersEndAndEachOnce()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Large.Replace("concurrentTrials: 1", "concurrentTrials: 200", StringComparison.Ordinal));

        rehearsal.FinishAll(id, Trials);
        var ended = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal((Trials, Trials), (ended.TrialCount, ended.CompletedTrials));
        Assert.Equal(Trials, rehearsal.Order.Distinct().Count());
        Assert.Equal(Trials, rehearsal.Order.Count);
        await AssertPlanned(silo, id, Trials);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(849)]
    [InlineData(851)]
    public async Task Start_AfterACrashBetweenTwoTrials_GoesOnBehindTheLast(int stored)
    {
        var id = await StoreBeginning(stored);
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, resumes: false);
        Assert.Equal(Trials, (await silo.Experiment(id).Summary()).TrialCount);
        Assert.Equal(stored, (await silo.Results.Trials(id, Cancellation)).Count);

        await silo.Experiment(id).Start();
        rehearsal.FinishAll(id, Trials);

        await Eventually.Gets(() => silo.Results.Trials(id, Cancellation), trials => trials.Count > Math.Max(stored, 600), "further trials are stored");
        Assert.True(await AssertPlanned(silo, id, stored + 1) <= Trials);
    }

    [Fact]
    public async Task Start_WithALongLine_StoresAllThatMayStandInIt()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);

        var id = await silo.Submit(Large.Replace("concurrentTrials: 1", "concurrentTrials: 65536", StringComparison.Ordinal));

        Assert.Equal(Trials, await AssertPlanned(silo, id, Trials));
    }

    [Fact]
    public async Task Pause_OfALargeExperiment_StoresNoMore()
    {
        var id = await StoreBeginning();
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, resumes: false);
        await silo.Services.GetRequiredService<IExperimentStore>().SetState(id, ExperimentState.Paused, Cancellation);

        await silo.Experiment(id).Start();

        Assert.Equal(10, (await silo.Results.Trials(id, Cancellation)).Count);
        await silo.Experiment(id).Resume();
        await Eventually.Gets(() => silo.Results.Trials(id, Cancellation), trials => trials.Count > 10, "further trials are stored");
    }

    [Fact]
    public async Task Cancel_BeforeAllAreStored_StoresNoMore()
    {
        var id = await StoreBeginning();
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, resumes: false);

        await silo.Experiment(id).Cancel();

        var summary = await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.CancelledTrials == 10, "its trials are cancelled");
        Assert.Equal((ExperimentState.Cancelled, 10, 0), (summary.State, summary.TrialCount, summary.QueuedTrials));
        Assert.Equal(10, (await silo.Results.Experiment(id, Cancellation))!.Summary.TrialCount);
    }

    [Fact]
    public async Task Sampler_ThatLearns_IsAskedWhenASlotCanUseTheAnswer()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1, configure: builder => builder.Services.AddSingleton(PlannedTrials.Samplers), resumes: false);
        var spec = SpecAssert.Valid("name: a\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 3, space: { x1: { min: -1, max: 1 } } }");
        var id = await silo.Services.GetRequiredService<IExperimentStore>().Create(spec with { Search = spec.Search with { Sampler = "census" } }, 3, "key", submitter: null, Cancellation);

        await silo.Experiment(id).Start();
        Assert.Single(await silo.Results.Trials(id, Cancellation));
        rehearsal.FinishAll(id, 3);
        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal([0, 100, 200], (await silo.Results.Trials(id, Cancellation)).Select(trial => trial.Parameters["x1"].Number));
        Assert.Empty((await silo.Trial($"{id}-3")).Pending!);
    }

    [Fact]
    public async Task Sampler_ThatHasNoMore_EndsTheExperimentForGood()
    {
        var spec = SpecAssert.Valid("name: a\nseeds: [3, 1]\ntrial: { function: sphere, x2: 0 }\nsearch: { sampler: random, trials: 9, seed: 2, space: { x1: { min: -1, max: 1 } } }");
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1, configure: builder => builder.Services.AddSingleton(PlannedTrials.Samplers), resumes: false))
        {
            id = await silo.Services.GetRequiredService<IExperimentStore>().Create(spec with { Search = spec.Search with { Sampler = "census" } }, 18, "key", submitter: null, Cancellation);
            await silo.Experiment(id).Start();
            rehearsal.FinishAll(id, 18);

            var ended = await silo.Reaches(id, ExperimentState.Completed);
            Assert.Equal((4, 4, 0), (ended.TrialCount, ended.CompletedTrials, ended.QueuedTrials));
        }

        await using var again = await TestSilo.Start(directory.Path, rehearsal, configure: builder => builder.Services.AddSingleton(PlannedTrials.Samplers));
        await again.Experiment(id).Start();

        var summary = await again.Experiment(id).Summary();
        Assert.Equal((ExperimentState.Completed, 4, 0), (summary.State, summary.TrialCount, summary.QueuedTrials));
        Assert.Equal([3, 3, 1, 1], (await again.Results.Trials(id, Cancellation)).Select(trial => trial.Seed));
    }

    /// <summary>What a process leaves that ends right after it has answered.</summary>
    private async Task<long> StoreBeginning(int trials = 10)
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, resumes: false);
        var spec = SpecAssert.Valid(Large);
        var planner = new TrialPlanner(spec);
        var store = silo.Services.GetRequiredService<IExperimentStore>();
        var id = await store.Create(spec, planner.Trials, "key", submitter: null, Cancellation);
        await store.AddTrials(id, 1, planner.Next(trials, PlannedTrials.Stored([])), Cancellation);
        return id;
    }

    /// <summary>Asserts that so many trials at least are stored, and that they are those of a study nothing happened to.</summary>
    private static async Task<int> AssertPlanned(TestSilo silo, long id, int least)
    {
        var stored = await silo.Results.Trials(id, Cancellation);
        Assert.InRange(stored.Count, least, Trials);
        var planned = new TrialPlanner(SpecAssert.Valid(Large)).Next(stored.Count, PlannedTrials.Stored([]));
        Assert.Equal(Enumerable.Range(1, stored.Count), stored.Select(trial => trial.Number));
        Assert.Equal(planned.Select(plan => (plan.Seed, plan.Parameters["x1"])), stored.Select(trial => (trial.Seed, trial.Parameters["x1"])));
        return stored.Count;
    }
}
