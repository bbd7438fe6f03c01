using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;
using FastOde.Storage.Retention;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Retention;

/// <summary>What retention takes and leaves, whatever the database.</summary>
public abstract class RetentionConformance : StoreConformance
{
    private static readonly int[] Steps = [10, 20, 30];

    private IRetentionStore Retention => Fixture.Services.GetRequiredService<IRetentionStore>();

    [Fact]
    public async Task Apply_ToAnEndedTrial_TakesOlderCheckpointsPairsAndSamplesWithTheirFiles()
    {
        await Study(new RetentionSpec { Checkpoints = 1, Samples = "last" });
        await Train(1);

        Assert.Equal([1], await Retention.Due(Cancellation));
        var lost = await Retention.Apply(1, Cancellation);

        Assert.Equal(new RetentionSummary(1, 5, 15, 0), lost);
        Assert.Equal(["1/checkpoint-30", "1/lineage-0", "1/samples-30"], await Records(1));
        Assert.Equal(["1/checkpoint-30", "1/lineage-0", "1/samples-30"], Files());
        Assert.Empty(await Retention.Due(Cancellation));
        Assert.Equal(RetentionSummary.None, await Retention.Apply(1, Cancellation));
    }

    [Fact]
    public async Task Apply_WithPoints_LeavesThatManyEvenlySpreadFromTheFirstToTheLast()
    {
        await Study(new RetentionSpec { Points = 4 });
        await Train(1, points: 10);

        Assert.Equal(6, (await Retention.Apply(1, Cancellation)).Points);

        var series = await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(1) }, Cancellation);
        Assert.Equal([1, 4, 7, 10], series.Single(item => item.Name == "loss").Points.Select(point => point.Step));
        Assert.Equal([5], series.Single(item => item.Name == "short").Points.Select(point => point.Step));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public async Task Apply_WithAnyNumberOfPoints_LeavesExactlyThatManyOrAll(int most)
    {
        await Study(new RetentionSpec { Points = most });
        await Train(1, points: 100);

        await Retention.Apply(1, Cancellation);

        var left = (await Fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(1) }, Cancellation)).Single(item => item.Name == "loss").Points;
        Assert.Equal(Math.Min(most, 100), left.Count);
        Assert.Equal((1, 100), (left[0].Step, left[^1].Step));
    }

    [Fact]
    public async Task Apply_WithBest_LeavesCheckpointsToThoseTrialsAloneAsTheyAreOvertaken()
    {
        await Study(new RetentionSpec { Best = 1 }, maximize: true);
        await Train(1, objective: 1);
        await Retention.Apply(1, Cancellation);
        await Train(2, objective: 3);
        await Retention.Apply(1, Cancellation);
        await Train(3, objective: 2);
        await Retention.Apply(1, Cancellation);

        Assert.Equal(["1/lineage-0", "1/samples-20", "1/samples-30", "1/strips-10"], await Records(1));
        Assert.Contains("2/checkpoint-10", await Records(2));
        Assert.Equal(["3/lineage-0", "3/samples-20", "3/samples-30", "3/strips-10"], await Records(3));
        Assert.DoesNotContain(Files(), file => file.Contains("checkpoint", StringComparison.Ordinal) && !file.StartsWith("2/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(TrialState.Failed)]
    [InlineData(TrialState.Pruned)]
    [InlineData(TrialState.Queued)]
    public async Task Apply_ToATrialThatMayGoOn_TakesNothing(TrialState state)
    {
        await Study(new RetentionSpec { Checkpoints = 0 });
        await Train(1, state: state);

        Assert.Empty(await Retention.Due(Cancellation));
        Assert.Equal(RetentionSummary.None, await Retention.Apply(1, Cancellation));
        Assert.Contains("1/checkpoint-10", await Records(1));
    }

    [Fact]
    public async Task Apply_ToAPrunedTrialOfAnEndedExperiment_TakesWhatItWouldNeedToGoOn()
    {
        await Study(new RetentionSpec { Checkpoints = 0 });
        await Train(1, state: TrialState.Pruned);
        await Fixture.Experiments.SetState(1, ExperimentState.Completed, Cancellation);

        Assert.Equal([1], await Retention.Due(Cancellation));
        await Retention.Apply(1, Cancellation);
        Assert.DoesNotContain("1/checkpoint-30", await Records(1));
    }

    [Fact]
    public async Task Apply_AfterItWasStoppedBetweenFilesAndRecords_EndsTheWork()
    {
        await Study(new RetentionSpec { Checkpoints = 1 });
        await Train(1);
        File.Delete(Fixture.Directory.Absolute(PathOf(1, "checkpoint", 10)));
        Directory.Delete(Path.GetDirectoryName(Fixture.Directory.Absolute(PathOf(1, "pairs", 0)))!, recursive: true);

        await Retention.Apply(1, Cancellation);

        Assert.DoesNotContain("1/checkpoint-10", await Records(1));
    }

    [Fact]
    public async Task Study_WithoutPolicy_KeepsEverythingUntilItIsGivenOne()
    {
        await Study(null);
        await Train(1);
        Assert.Empty(await Retention.Due(Cancellation));
        Assert.Null(await Retention.Find(1, Cancellation));

        var policy = new RetentionSpec { Checkpoints = 0, Samples = "none", Points = 2 };
        var preview = await Retention.Preview(1, policy, Cancellation);
        await Retention.Set(1, policy, Cancellation);

        Assert.Equal(policy, await Retention.Find(1, Cancellation));
        Assert.Equal([1], await Retention.Due(Cancellation));
        Assert.Equal(preview, await Retention.Apply(1, Cancellation));
        Assert.Equal(new RetentionSummary(1, 7, 21, 1), preview);
    }

    [Fact]
    public async Task Set_OfAnExperimentThatIsNotThere_IsRefused() =>
        Assert.Contains("experiment 7 does not exist", (await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.Set(7, null, Cancellation))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Set_OfTheBestWhereNothingIsOptimised_IsRefused()
    {
        await Fixture.Experiments.Create(Sample.Spec() with { Objective = null, Retention = null }, Sample.Plans(1), Cancellation);

        var policy = new RetentionSpec { Best = 1 };
        Assert.Equal("experiment 1 has no objective, and so no best trials", (await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.Set(1, policy, Cancellation))).Message);
        await Assert.ThrowsAsync<RetentionRefusedException>(() => Retention.Preview(1, policy, Cancellation));
    }

    [Fact]
    public async Task Apply_ToMoreTrialsThanGoAtATime_ReachesAll()
    {
        await Study(new RetentionSpec { Checkpoints = 0 }, trials: 60);
        foreach (var number in Enumerable.Range(1, 60))
            await Train(number);

        Assert.Equal(60, (await Retention.Apply(1, Cancellation)).Trials);
        Assert.Empty(await Retention.Due(Cancellation));
    }

    private static string PathOf(int trial, string kind, int step) => $"artifacts/1/{trial}/{kind}/{step}";

    private Task Study(RetentionSpec? policy, int trials = 3, bool maximize = false) => Fixture.Experiments.Create(
        Sample.Spec() with { Retention = policy, Objective = new ObjectiveSpec { Metric = "value", Maximize = maximize } }, Sample.Plans(trials), Cancellation);

    [Fact]
    public async Task Best_WhereOthersMissADemand_AreThoseThatMeetIt()
    {
        await Fixture.Experiments.Create(
            Sample.Spec() with { Retention = new RetentionSpec { Best = 1, Checkpoints = 1 }, Objective = new ObjectiveSpec { Metric = "value", Where = ["fid <= 5"] } }, Sample.Plans(2), Cancellation);
        await Train(1, objective: 1, others: [9]);
        await Train(2, objective: 2, others: [3]);

        await Retention.Apply(1, Cancellation);

        Assert.DoesNotContain(await Records(1), file => file.StartsWith("1/checkpoint", StringComparison.Ordinal));
        Assert.Contains(await Records(2), file => file.StartsWith("2/checkpoint", StringComparison.Ordinal));
    }

    private async Task Train(int number, double objective = 1, int points = 3, TrialState state = TrialState.Completed, IReadOnlyList<double?>? others = null)
    {
        var lease = await Fixture.Trials.BeginAttempt($"1-{number}", "host/cpu-0", Sample.Lease, Cancellation);
        List<ArtifactRecord> files = [Record(number, "pairs", 0), Record(number, "lineage", 0)];
        files.AddRange(Steps.SelectMany(step => new[] { Record(number, "checkpoint", step), Record(number, step == 10 ? "strips" : "samples", step) }));
        await Fixture.Measurements.Add(
            lease,
            [
                new ArtifactReport { Written = files },
                new MetricReport { Points = [.. Sample.Points("loss", [.. Enumerable.Range(1, points)]), .. Sample.Points("short", 5)] },
                new EvaluationReport { Rows = [], Objective = objective, OtherValues = others ?? [] },
            ],
            Cancellation);
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), state, Cancellation);
    }

    private ArtifactRecord Record(int number, string kind, int step)
    {
        var path = PathOf(number, kind, step);
        var file = Fixture.Directory.Absolute(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, [1, 2, 3]);
        return Sample.Checkpoint(step) with { Kind = kind, Path = path, Bytes = 3 };
    }

    private async Task<IEnumerable<string>> Records(int number) =>
        (await Fixture.Trials.Find($"1-{number}", Cancellation))!.Artifacts.Select(file => $"{number}/{file.Kind}-{file.Step}").Order(StringComparer.Ordinal);

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Fixture.Directory.ExperimentFolder(1), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Fixture.Directory.ExperimentFolder(1), file).Split('/')).Select(parts => $"{parts[0]}/{parts[1]}-{parts[2]}").Order(StringComparer.Ordinal);
}
