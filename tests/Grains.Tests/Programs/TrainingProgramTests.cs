using System.Security.Cryptography;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace FastOde.Grains.Tests.Programs;

public sealed class TrainingProgramTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Training_ToItsEnd_StoresEverythingItMeasured()
    {
        await using var silo = await TestSilo.Start(directory.Path);

        var id = await silo.Submit(Experiment.Training(100, space: "{ coupling.kind: { values: [independent, learned] } }"));
        await silo.Reaches(id, ExperimentState.Completed);

        string[] ids = [$"{id}-1", $"{id}-2"];
        var trial = await silo.Trial(ids[1]);
        Assert.Equal((TrialState.Completed, 100), (trial.Summary.State, trial.Summary.Step));
        Assert.Matches("^[0-9a-f]{64}$", trial.Summary.WeightsSha256);
        Assert.True(trial.Summary.IterationsPerSecond > 0);
        var environment = Assert.Single(trial.Attempts).Environment!;
        Assert.Matches(@"^\d+\.\d+\.\d+\+[0-9a-f]{40}$", environment.Version);
        Assert.Equal(("cpu", 1, null), (environment.Device, environment.Threads, environment.DataSha256));

        var metrics = await silo.Results.Metrics(new() { Trials = TrialSelection.Of(ids) }, Cancellation);
        // Four of each trial, and the velocity loss by ten bins of time.
        Assert.Equal(2 * (4 + 10), metrics.Count);
        var loss = Assert.Single(metrics, series => series.TrialId == ids[1] && series.Name == "loss");
        Assert.Equal(Enumerable.Range(1, 10).Select(count => 10 * count), loss.Points.Select(point => point.Step));

        var rows = await silo.Results.Evaluations(TrialSelection.Of([ids[1]]), Cancellation);
        Assert.Equal([40, 80, 100], rows.Select(row => row.Step).Distinct());
        Assert.Equal(3 * 2 * 2, rows.Count);
        var objective = rows.Single(row => row is { Step: 100, Metric: "wasserstein2", Number: 4 });
        Assert.Equal(objective.Value, trial.Summary.ObjectiveValue);
        Assert.Equal(2, (await silo.Results.CurvatureProfiles(TrialSelection.Of(ids), null, Cancellation)).Count);
        var trajectories = (await silo.Results.Trajectories(TrialSelection.Of(ids), Cancellation))[0];
        Assert.Equal(100, trajectories.Step);
        Assert.Equal(trajectories.X.Count, trajectories.Y.Count);
        Assert.Equal((1f, 0f), (trajectories.Times[0], trajectories.Times[^1]));
    }

    [Fact]
    public async Task Checkpoints_OnRecord_AreTheLastThreeFiles()
    {
        await using var silo = await TestSilo.Start(directory.Path);

        var id = await silo.Submit(Experiment.Training(100));
        await silo.Reaches(id, ExperimentState.Completed);

        var artifacts = (await silo.Trial($"{id}-1")).Artifacts.OrderBy(artifact => artifact.Step).ToList();
        Assert.Equal([60, 80, 100], artifacts.Select(artifact => artifact.Step));
        Assert.All(artifacts, artifact =>
        {
            var content = File.ReadAllBytes(Path.Combine(directory.Path, artifact.Path));
            Assert.Equal((content.Length, Convert.ToHexStringLower(SHA256.HashData(content))), (artifact.Bytes, artifact.Sha256));
        });
    }

    [Fact]
    public async Task Training_StoppedAndResumed_EndsWithTheSameWeightsAndMetrics()
    {
        var experiment = Experiment.Training(1500, checkpointEvery: 200);
        long interrupted;
        await using (var silo = await TestSilo.Start(directory.Path))
        {
            interrupted = await silo.Submit(experiment);
            await Eventually.Gets(silo.Experiment(interrupted).Trials, trials => trials[0].Step > 0, "training has begun");
        }

        await using var next = await TestSilo.Start(directory.Path);
        var whole = await next.Submit(experiment);
        await next.Reaches(interrupted, ExperimentState.Completed);
        await next.Reaches(whole, ExperimentState.Completed);

        var resumed = await next.Trial($"{interrupted}-1");
        var straight = await next.Trial($"{whole}-1");
        Assert.Equal([AttemptState.Stopped, AttemptState.Completed], resumed.Attempts.Select(attempt => attempt.State));
        Assert.Equal(straight.Summary.WeightsSha256, resumed.Summary.WeightsSha256);
        Assert.Equal(await Points(next, straight.Summary.Id), await Points(next, resumed.Summary.Id));
    }

    [Theory]
    [InlineData("DELETE FROM evaluations WHERE step = 100", new[] { "60", "80" })]
    [InlineData("DELETE FROM evaluations WHERE step >= 80", new[] { "60" })]
    [InlineData("DELETE FROM artifacts", new string[0])]
    public async Task Training_WhoseCheckpointsAreAheadOfWhatIsStored_MakesTheRestAnew(string loss, string[] kept)
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path))
        {
            id = await silo.Submit(Experiment.Training(100));
            await silo.Reaches(id, ExperimentState.Completed);
        }

        var folder = Path.Combine(directory.Path, "artifacts", $"{id}", "1", "checkpoints");
        var before = kept.ToDictionary(step => step, step => File.GetLastWriteTimeUtc(Path.Combine(folder, $"step-{step.PadLeft(8, '0')}.safetensors")));
        await using (var database = new SqliteConnection($"Data Source={Path.Combine(directory.Path, "experiments.db")};Pooling=False"))
        {
            await database.OpenAsync(Cancellation);
            await using var change = database.CreateCommand();
            change.CommandText = loss + "; UPDATE trials SET state = 'Queued'; UPDATE experiments SET state = 'Running'";
            await change.ExecuteNonQueryAsync(Cancellation);
        }

        await using var next = await TestSilo.Start(directory.Path);
        await next.Reaches($"{id}-1", TrialState.Completed);

        Assert.Equal([40, 80, 100], (await next.Results.Evaluations(TrialSelection.Of([$"{id}-1"]), Cancellation)).Select(row => row.Step).Distinct());
        Assert.Equal([60, 80, 100], (await next.Trial($"{id}-1")).Artifacts.Select(artifact => artifact.Step).Order());
        Assert.All(before, file => Assert.Equal(file.Value, File.GetLastWriteTimeUtc(Path.Combine(folder, $"step-{file.Key.PadLeft(8, '0')}.safetensors"))));
    }

    [Fact]
    public async Task Training_WithAnAbsurdLearningRate_EndsAsDiverged()
    {
        await using var silo = await TestSilo.Start(directory.Path);

        var id = await silo.Submit(Experiment.Training(200, "{ learningRate: 10, beta1: 0, beta2: 0, epsilon: 1e-30 }"));
        var summary = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal(1, summary.FailedTrials);
        var trial = await silo.Trial($"{id}-1");
        Assert.Equal((TrialState.Diverged, 1), (trial.Summary.State, trial.Attempts.Count));
        Assert.Contains($"step {trial.Summary.Step}", trial.Summary.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<(string, int, double)>> Points(TestSilo silo, string trialId) =>
        (await silo.Results.Metrics(new() { Trials = TrialSelection.Of([trialId]), MaximumPoints = 10_000 }, Cancellation))
            .SelectMany(series => series.Points.Select(point => (point.Name, point.Step, point.Value)))
            .Order();
}
