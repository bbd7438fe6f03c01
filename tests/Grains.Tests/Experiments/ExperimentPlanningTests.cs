using FastOde.Contracts.Experiments;
using FastOde.Contracts.Trials;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>A study is submitted once, and all its trials come to be stored, whatever happens in between.</summary>
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

    private readonly TemporaryDirectory _directory = new();
    private readonly Rehearsal _rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Submit_UnderTheSameKey_StoresOnce()
    {
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal);
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => catalog.Submit(Study.Functions(3), "test", "mine")));
        var later = await catalog.Submit("this is no spec any more", "test", "mine");
        var other = await catalog.Submit(Study.Functions(3), "test", "other");

        Assert.All(outcomes.Append(later), outcome => Assert.Equal(1, outcome.ExperimentId));
        Assert.Equal(2, other.ExperimentId);
        Assert.Equal(2, (await silo.Results.Experiments(new(), Cancellation)).Total);
    }

    [Fact]
    public async Task Submit_RefusedSpec_LeavesItsKeyFree()
    {
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal);
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        Assert.NotEmpty((await catalog.Submit("name: 3 : 4", "test", "mine")).Problems);
        Assert.Equal(1, (await catalog.Submit(Study.Functions(1), "test", "mine")).ExperimentId);
    }

    [Fact]
    public async Task Submit_LargeStudy_StoresEveryTrialAndRunsMeanwhile()
    {
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal);

        var id = await silo.Submit(Large);
        var summary = await silo.Experiment(id).Summary();

        Assert.Equal(Trials, summary.TrialCount);
        await Eventually.Gets(() => _rehearsal.Started.Count, count => count == 1, "a trial runs");
        await AllAreStored(silo, id);
        Assert.Equal((Trials, Trials - 1), await Counts(silo, id));
    }

    [Fact]
    public async Task Start_AfterPlanningWasCutOff_GoesOnBehindTheLast()
    {
        var id = await StoreBeginning();
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal, resumes: false);
        Assert.Equal(Trials, (await silo.Experiment(id).Summary()).TrialCount);
        Assert.Equal(10, (await silo.Results.Trials(id, Cancellation)).Count);

        await silo.Experiment(id).Start();

        await AllAreStored(silo, id);
    }

    [Fact]
    public async Task Cancel_BeforeAllAreStored_StoresNoMore()
    {
        var id = await StoreBeginning();
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal, resumes: false);

        await silo.Experiment(id).Cancel();

        var summary = await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.CancelledTrials == 10, "its trials are cancelled");
        Assert.Equal((ExperimentState.Cancelled, 10, 0), (summary.State, summary.TrialCount, summary.QueuedTrials));
        Assert.Equal(10, (await silo.Results.Experiment(id, Cancellation))!.Summary.TrialCount);
    }

    /// <summary>What a process leaves that ends right after it has answered.</summary>
    private async Task<long> StoreBeginning()
    {
        await using var silo = await TestSilo.Start(_directory.Path, _rehearsal, resumes: false);
        var spec = SpecAssert.Valid(Large);
        var sequence = TrialPlanner.Plan(spec);
        return await silo.Services.GetRequiredService<IExperimentStore>()
            .Create(spec, sequence.Slice(0, 10), new Submission("key", sequence.Count), Cancellation);
    }

    private static async Task AllAreStored(TestSilo silo, long id)
    {
        var stored = await Eventually.Gets(() => silo.Results.Trials(id, Cancellation), trials => trials.Count == Trials, "all are stored");
        var planned = TrialPlanner.Plan(SpecAssert.Valid(Large)).Slice(0, Trials);
        Assert.Equal(Enumerable.Range(1, Trials), stored.Select(trial => trial.Number));
        Assert.Equal(planned.Select(plan => (plan.Seed, plan.Parameters["x1"])), stored.Select(trial => (trial.Seed, trial.Parameters["x1"])));
        var summary = await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.RunningTrials == 1, "a trial runs");
        Assert.Equal(Trials, summary.TrialCount);
    }

    private static async Task<(int All, int Queued)> Counts(TestSilo silo, long id)
    {
        var stored = await silo.Results.Trials(id, Cancellation);
        return (stored.Count, stored.Count(trial => trial.State == TrialState.Queued));
    }
}
