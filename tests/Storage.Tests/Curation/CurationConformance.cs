using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Storage.Curation;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Curation;

/// <summary>What people change of experiments, whatever the database.</summary>
public abstract class CurationConformance : StoreConformance
{
    private ICurationStore Curation => Fixture.Services.GetRequiredService<ICurationStore>();

    [Fact]
    public async Task Edit_OfSomeParts_LeavesTheOthersAndTheSpec()
    {
        await Store("first");
        await Curation.Edit(1, new() { Notes = " what I saw:\r\n«β» \t matters ", Tags = ["Paper", "b/2", "paper"] }, Cancellation);
        await Curation.Edit(1, new() { Name = " ÜBUNG " }, Cancellation);

        var stored = (await Fixture.Results.Experiment(1, Cancellation))!;
        Assert.Equal(("ÜBUNG", "first", "what I saw:\n«β» \t matters"), (stored.Summary.Name, stored.Spec.Name, stored.Notes));
        Assert.Equal(["b/2", "paper"], stored.Summary.Tags);

        await Curation.Edit(1, new() { Notes = "", Tags = [] }, Cancellation);
        stored = (await Fixture.Results.Experiment(1, Cancellation))!;
        Assert.Equal(("ÜBUNG", ""), (stored.Summary.Name, stored.Notes));
        Assert.Empty(stored.Summary.Tags);
    }

    [Fact]
    public async Task Changes_OfAnExperimentThatIsNotThere_AreRefused()
    {
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Curation.Edit(9, new() { Name = "x" }, Cancellation));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Curation.SetArchived(9, true, Cancellation));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Curation.Delete(9, Cancellation));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => Curation.Undelete(9, Cancellation));
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("tag:paper", 4)]
    [InlineData("tag:PAPER tag:b", 4)]
    [InlineData("tag:pape")]
    [InlineData("tag:a.c")]
    [InlineData("archived:yes", 2)]
    [InlineData("archived:yes tag:paper", 2)]
    [InlineData("archived:any", 4, 2)]
    [InlineData("archived:no", 4)]
    [InlineData("deleted:yes", 3, 1)]
    [InlineData("deleted:no archived:any first")]
    public async Task Experiments_OfAQuery_AreThoseOnTheirShelf(string query, params int[] expected)
    {
        await Store("first", "second", "third", "fourth");
        await Curation.Edit(4, new() { Tags = ["b", "paper"] }, Cancellation);
        await Curation.Edit(2, new() { Tags = ["paper", "abc"] }, Cancellation);
        await Curation.SetArchived(2, true, Cancellation);
        await Curation.SetArchived(3, true, Cancellation);
        await Curation.Delete(1, Cancellation);
        await Curation.Delete(3, Cancellation);

        var page = await Fixture.Results.Experiments(new ExperimentFilter { Query = query }, Cancellation);

        Assert.Equal(expected, page.Items.Select(item => (int)item.Id));
        Assert.Equal(expected.Length, page.Total);
    }

    [Fact]
    public async Task SetArchived_Twice_KeepsTheFirstMomentUntilItIsRestored()
    {
        await Store("first");
        var first = Fixture.Clock.GetUtcNow();
        await Curation.SetArchived(1, true, Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromHours(1));
        await Curation.SetArchived(1, true, Cancellation);
        Assert.Equal(first, (await Fixture.Results.Experiment(1, Cancellation))!.Summary.ArchivedAt);

        await Curation.SetArchived(1, false, Cancellation);
        Assert.Null((await Fixture.Results.Experiment(1, Cancellation))!.Summary.ArchivedAt);
    }

    [Fact]
    public async Task Delete_OfAnEndedExperiment_SaysWhenItGoesAndCanBeTakenBack()
    {
        await Store("first");
        var goesAt = await Curation.Delete(1, Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(Fixture.Clock.GetUtcNow() + Fixture.Options.UndoTime - TimeSpan.FromMinutes(1), goesAt);
        Assert.Equal(goesAt, await Curation.Delete(1, Cancellation));
        Assert.Equal(goesAt, (await Fixture.Results.Experiment(1, Cancellation))!.Summary.GoesAt);

        await Curation.Undelete(1, Cancellation);
        Assert.Null((await Fixture.Results.Experiment(1, Cancellation))!.Summary.GoesAt);
        Assert.Equal(1, (await Fixture.Results.Experiments(new ExperimentFilter(), Cancellation)).Total);
    }

    [Theory]
    [InlineData(ExperimentState.Running, "is running: cancel it first")]
    [InlineData(ExperimentState.Paused, "is paused: cancel it first")]
    [InlineData(ExperimentState.Cancelled, "has trials that have not ended yet")]
    public async Task Delete_OfAnUnfinishedExperiment_IsRefused(ExperimentState state, string words)
    {
        await Begin();
        await Fixture.Experiments.SetState(1, state, Cancellation);

        var refused = await Assert.ThrowsAsync<ExperimentRefusedException>(() => Curation.Delete(1, Cancellation));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Null((await Fixture.Results.Experiment(1, Cancellation))!.Summary.GoesAt);
    }

    [Fact]
    public async Task QueueFailed_WhereAnExperimentIsDeleted_LeavesItsTrials()
    {
        var lease = await Begin();
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Failed), TrialState.Failed, Cancellation);
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);
        await Curation.Delete(1, Cancellation);

        Assert.Empty(await Fixture.Trials.QueueFailed(Cancellation));
        Assert.Equal(TrialState.Failed, Assert.Single(await Fixture.Results.Trials(1, Cancellation)).State);
    }

    /// <summary>Experiments without trials that have completed.</summary>
    private async Task Store(params string[] names)
    {
        foreach (var name in names)
            await Fixture.Experiments.SetState(await Fixture.Experiments.Create(Sample.Spec(name), [], Cancellation), ExperimentState.Completed, Cancellation);
    }
}
