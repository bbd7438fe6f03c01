using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Specs.Couplings;
using FastOde.Specs.Teachers;
using FastOde.Storage.Curation;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Curation;

/// <summary>What goes with a deleted experiment and what stays, whatever the database.</summary>
public abstract class RemovalConformance : StoreConformance
{
    private static readonly RemovalResult Gone = new(true, null);
    private static readonly RemovalResult Nothing = new(false, null);

    private ICurationStore Curation => Fixture.Services.GetRequiredService<ICurationStore>();

    private IRemovalStore Removal => Fixture.Services.GetRequiredService<IRemovalStore>();

    [Fact]
    public async Task Remove_BeforeItsTime_TakesNothing()
    {
        await Trained();
        await Curation.Delete(1, Cancellation);
        Fixture.Clock.Advance(Fixture.Options.UndoTime - TimeSpan.FromSeconds(1));

        Assert.Empty(await Removal.Due(Cancellation));
        Assert.Equal(Nothing, await Removal.Remove(1, Cancellation));

        Assert.Single(await Fixture.Results.Trials(1, Cancellation));
        Assert.True(File.Exists(PathOf(1)));
    }

    [Fact]
    public async Task Remove_AfterItsTime_TakesRowsAndFilesAndLeavesOthers()
    {
        await Trained();
        await Trained();
        await Delete(1);

        Assert.Equal([1], await Removal.Due(Cancellation));
        Assert.Equal(Gone, await Removal.Remove(1, Cancellation));

        Assert.Null(await Fixture.Results.Experiment(1, Cancellation));
        Assert.Empty(await Fixture.Results.Trials(1, Cancellation));
        Assert.Empty(await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(1) }, Cancellation));
        Assert.False(Directory.Exists(Fixture.Directory.ExperimentFolder(1)));
        Assert.True(File.Exists(PathOf(2)));
        Assert.Single(await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(2) }, Cancellation));
        Assert.Empty(await Removal.Due(Cancellation));
        Assert.Equal(Nothing, await Removal.Remove(1, Cancellation));
        Assert.Equal(3, await Fixture.Experiments.Create(Sample.Spec(), [], Cancellation));
    }

    [Fact]
    public async Task Remove_OfManyTrials_TakesAll()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(25), Cancellation);
        await Fixture.Trials.CancelQueued(id, Cancellation);
        await Fixture.Experiments.SetState(id, ExperimentState.Cancelled, Cancellation);
        await Delete(id);

        Assert.Equal(Gone, await Removal.Remove(id, Cancellation));

        Assert.Empty(await Fixture.Results.Trials(id, Cancellation));
    }

    [Fact]
    public async Task Remove_ThatCannotDeleteAFile_GoesOnTheNextTimeAndCannotBeTakenBack()
    {
        await Trained();
        await Delete(1);
        using (new WriteProtection(Path.GetDirectoryName(PathOf(1))!))
        {
            await Assert.ThrowsAsync<StorageException>(() => Removal.Remove(1, Cancellation));
            Assert.Null(await Fixture.Results.Experiment(1, Cancellation));
            await Assert.ThrowsAsync<KeyNotFoundException>(() => Curation.Undelete(1, Cancellation));
        }

        Assert.Equal([1], await Removal.Due(Cancellation));
        Assert.Equal(Gone, await Removal.Remove(1, Cancellation));
        Assert.False(Directory.Exists(Fixture.Directory.ExperimentFolder(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delete_OfWhatAnotherLearnsFrom_IsRefusedUntilThatIsDeletedToo(bool isSearched)
    {
        await Trained();
        await Student(isSearched, "1-1");

        var refused = await Assert.ThrowsAsync<ExperimentRefusedException>(() => Curation.Delete(1, Cancellation));
        Assert.Contains("experiment 1 is what experiment 2 learned from", refused.Message, StringComparison.Ordinal);

        await Curation.Delete(2, Cancellation);
        await Curation.Delete(1, Cancellation);
    }

    [Fact]
    public async Task Delete_WhereAnotherLearnsFromAnExperimentOfASimilarId_IsDone()
    {
        await Trained();
        await Student(isSearched: false, "11-1");

        await Curation.Delete(1, Cancellation);
    }

    [Fact]
    public async Task Remove_OfWhatAnotherHasBegunToLearnFrom_KeepsItAndTakesTheDeletionBack()
    {
        await Trained();
        await Delete(1);
        await Student(isSearched: false, "1-1");

        var result = await Removal.Remove(1, Cancellation);
        Assert.False(result.IsRemoved);
        Assert.Contains("learned from", result.Kept, StringComparison.Ordinal);

        Assert.Null((await Fixture.Results.Experiment(1, Cancellation))!.Summary.GoesAt);
        Assert.True(File.Exists(PathOf(1)));
        Assert.Empty(await Removal.Due(Cancellation));
    }

    private string PathOf(long experiment) => Fixture.Directory.Absolute($"artifacts/{experiment}/1/checkpoint-10");

    private async Task Delete(long id)
    {
        await Curation.Delete(id, Cancellation);
        Fixture.Clock.Advance(Fixture.Options.UndoTime);
    }

    /// <summary>A completed experiment of one trial with measurements, a file on record and one that is not.</summary>
    private async Task Trained()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        var lease = await Fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, Cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(id))!);
        await File.WriteAllBytesAsync(PathOf(id), [1, 2, 3], Cancellation);
        await File.WriteAllBytesAsync(PathOf(id) + ".unrecorded", [1], Cancellation);
        await Fixture.Measurements.Add(
            lease,
            [
                new ArtifactReport { Written = [Sample.Checkpoint(10) with { Path = Fixture.Directory.Relative(PathOf(id)), Bytes = 3 }] },
                new MetricReport { Points = Sample.Points("loss", 1, 2, 3) },
                new EvaluationReport { Rows = [Sample.Cell($"{id}-1", 10)], Objective = 1, Trajectories = Sample.Trajectories($"{id}-1", 10) },
            ],
            Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);
        await Fixture.Experiments.SetState(id, ExperimentState.Completed, Cancellation);
    }

    private async Task Student(bool isSearched, string teacher)
    {
        var spec = isSearched
            ? Sample.Spec("student") with { Search = new SearchSpec { Space = [new SearchDimension { Key = "coupling.teacher", Values = [ParameterValue.Of(teacher)] }] } }
            : Sample.Spec("student") with { Trial = Sample.Trial() with { Coupling = new ReflowCouplingSpec { Teaching = new TeacherSpec { Teacher = teacher } } } };
        await Fixture.Experiments.SetState(await Fixture.Experiments.Create(spec, [], Cancellation), ExperimentState.Completed, Cancellation);
    }
}
