using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Names, tags, the archive and deletion, as the catalog keeps them.</summary>
public sealed class CatalogShelfTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Edit_OfARunningExperiment_IsToldAndWrittenDown()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Experiment.Functions(1));
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        await catalog.Edit(id, new() { Name = "renamed", Tags = ["b", "a"] });

        var summary = await silo.Experiment(id).Summary();
        Assert.Equal(("renamed", ExperimentState.Running), (summary.Name, summary.State));
        Assert.Equal(["a", "b"], summary.Tags);
        await Assert.ThrowsAsync<ExperimentRefusedException>(() => catalog.Edit(id, new() { Tags = ["two words"] }));
        var entries = await silo.Services.GetRequiredService<IAuditQueries>().Entries(new AuditFilter(), Cancellation);
        Assert.Equal(
            [("experiment.edit", "refused", "tags two words"), ("experiment.edit", "done", "name renamed; tags b a")],
            entries.Where(entry => entry.Action == "experiment.edit" && entry.Subject == $"experiment {id}").Select(entry => (entry.Action, entry.Outcome!.Split(':')[0], entry.Details!)));
    }

    [Fact]
    public async Task Delete_OfARunningExperiment_IsRefusedUntilItIsCancelled()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var id = await silo.Submit(Experiment.Functions(1));
        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);

        var refused = await Assert.ThrowsAsync<ExperimentRefusedException>(() => catalog.Delete(id));
        Assert.Contains("cancel it first", refused.Message, StringComparison.Ordinal);
        await silo.Experiment(id).Cancel();
        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.IsSettled, "it has ended");

        var goesAt = await catalog.Delete(id);
        Assert.Equal(goesAt, (await silo.Experiment(id).Summary()).GoesAt);
        await catalog.Undelete(id);
        Assert.Null((await silo.Experiment(id).Summary()).GoesAt);
    }

    [Fact]
    public async Task Watcher_OfTheCatalog_HearsOfNewAndChangedExperiments()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var heard = 0;
        await using var follower = await CatalogFollower.Start(silo.Grains, TimeProvider.System, () =>
        {
            Interlocked.Increment(ref heard);
            return Task.CompletedTask;
        });

        var id = await silo.Submit(Experiment.Functions(1));
        await Eventually.Gets(() => Volatile.Read(ref heard), count => count == 1, "the new experiment is heard of");
        await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).Archive(id);
        await Eventually.Gets(() => Volatile.Read(ref heard), count => count == 2, "its archiving is heard of");
        Assert.NotNull((await silo.Experiment(id).Summary()).ArchivedAt);
    }
}
