using System.Security.Cryptography;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs.Couplings;
using FastOde.Specs.Teachers;
using FastOde.Specs;
using FastOde.Storage.Curation;
using FastOde.Storage.Directories;
using FastOde.Storage.Imports;
using FastOde.Storage.Tests.TestSupport;
using FastOde.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Imports;

/// <summary>What comes in from another data directory, whatever the database.</summary>
public abstract class ImportConformance : StoreConformance
{
    private SqliteStoreFixture other = null!;

    private DirectoryImport Imports => Fixture.Services.GetRequiredService<DirectoryImport>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        other = await SqliteStoreFixture.Create();
        other.Clock.Advance(TimeSpan.FromDays(3));
    }

    public override async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Import_Experiments_KeepsIdsTimesMeasurementsAndFiles()
    {
        await Trained(other, "first");
        other.Clock.Advance(TimeSpan.FromHours(1));
        await Trained(other, "second");

        var summary = await Import();

        Assert.Equal([new(1, 1, "first", 1), new ImportedExperiment(2, 2, "second", 1)], summary.Imported);
        Assert.Equal((2, 6), (summary.Files, summary.Bytes));
        foreach (var id in new long[] { 1, 2 })
        {
            Equivalent((await other.Results.Experiment(id, Cancellation))!, (await Fixture.Results.Experiment(id, Cancellation))!);
            Equivalent((await other.Results.Trial($"{id}-1", Cancellation))!, (await Fixture.Results.Trial($"{id}-1", Cancellation))!);
            Equivalent(await other.Results.Evaluations(TrialSelection.Of(id), Cancellation), await Fixture.Results.Evaluations(TrialSelection.Of(id), Cancellation));
            Equivalent(await Metrics(other, id), await Metrics(Fixture, id));
            Equivalent(await other.Results.Trajectories(TrialSelection.Of(id), Cancellation), await Fixture.Results.Trajectories(TrialSelection.Of(id), Cancellation));
            Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(PathOf(Fixture, id), Cancellation));
        }

        Assert.Equal(3, await Fixture.Experiments.Create(Sample.Spec(), [], Cancellation));
        NothingWaits();
    }

    [Fact]
    public async Task Import_FilesAndTrials_TellsThePartThatIsCopied()
    {
        await Trained(other, "first");
        await Trained(other, "second");
        ToldParts told = [];

        await Imports.Import(other.Directory, new(), told, Cancellation);

        Assert.Equal([0.25, 0.5, 0.75, 1], told);
    }

    [Fact]
    public async Task Import_Again_LeavesWhatIsHere()
    {
        await Trained(other, "first");
        await Import();

        var again = await Import();

        Assert.Empty(again.Imported);
        Assert.Equal([new ImportedExperiment(1, 1, "first", 1)], again.Known);
    }

    [Fact]
    public async Task Import_IdThatIsTaken_IsRefusedAndStoresNothing()
    {
        await Trained(Fixture, "mine");
        await Trained(other, "theirs");
        await Trained(other, "more");

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => Import());

        Assert.Equal("experiment 1 cannot keep its id: 1 is mine here; give it another with --renumber", refused.Message);
        Assert.Null(await Fixture.Results.Experiment(2, Cancellation));
        NothingWaits();
    }

    [Fact]
    public async Task Import_WithRenumber_GivesIdsAndRewritesLineage()
    {
        await Trained(Fixture, "mine");
        await Trained(other, "teacher");
        await Student("1-1", [1]);

        var summary = await Import(renumber: true);

        Assert.Equal([new(1, 3, "teacher", 1), new ImportedExperiment(2, 2, "student", 1)], summary.Imported);
        var student = (await Fixture.Results.Experiment(2, Cancellation))!.Spec;
        Assert.Equal("3-1", student.Trial.Teacher);
        Assert.Equal(["3-1"], student.Search.Space[0].Values!.Select(value => value.Text));
        Assert.Equal([3], student.Search.From);
        Assert.Equal("name: student # of 1-1\ntrial: { coupling: { kind: reflow, teacher: \"3-1\" } }\nsearch: { from: [3], space: { coupling.teacher: { values: [3-1] } } }\n", student.Source);
        var trial = (await Fixture.Results.Trial("2-1", Cancellation))!;
        Assert.Equal("3-1", trial.Spec.Teacher);
        Assert.Equal("3-1", trial.Summary.Parameters["coupling.teacher"].Text);
        Assert.Equal([3], (await Fixture.Experiments.Earlier(2, Cancellation)).Select(result => result.ExperimentId));
        Assert.Equal("artifacts/3/1/checkpoint-10", (await Fixture.Results.Trial("3-1", Cancellation))!.Artifacts.Single().Path);
        Assert.True(File.Exists(PathOf(Fixture, 3)));
        Assert.Equal("mine", (await Fixture.Results.Experiment(1, Cancellation))!.Summary.Name);
        Assert.Equal(4, await Fixture.Experiments.Create(Sample.Spec(), [], Cancellation));
    }

    [Fact]
    public async Task Import_StudentWithoutItsTeacher_IsRefusedUntilThatIsHere()
    {
        await Trained(Fixture, "mine");
        await Trained(other, "teacher");
        await Student("1-1", []);

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => Import(false, 2));
        Assert.Equal("experiment 2 learned from experiment 1, which would not come with it; name it too: --experiment 1 --experiment 2", refused.Message);

        await Import(true, 1);
        var came = Assert.Single((await Import(true, 2)).Imported);
        Assert.Equal(3, came.Here);
        Assert.Equal("2-1", (await Fixture.Results.Experiment(came.Here, Cancellation))!.Spec.Trial.Teacher);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Import_FileThatIsDamaged_IsRefusedAndLeavesNothing(bool isMissing)
    {
        await Trained(other, "first");
        await Trained(other, "second");
        if (isMissing)
            File.Delete(PathOf(other, 2));
        else
            await File.WriteAllBytesAsync(PathOf(other, 2), [1, 2, 4], Cancellation);

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => Import());

        Assert.Equal(
            $"{PathOf(other, 2)} of experiment 2 is {(isMissing ? "missing" : "not as it was recorded")}; bring it back from a backup, or name the other experiments with --experiment",
            refused.Message);
        Assert.Null(await Fixture.Results.Experiment(1, Cancellation));
        Assert.Empty(Fixture.Directory.ExperimentFolders());
        NothingWaits();
        Assert.Equal(1, Assert.Single((await Import(false, 1)).Imported).Here);
    }

    [Fact]
    public async Task Import_ThatCannotPlaceItsFiles_LeavesNoRow()
    {
        await Trained(other, "first");
        Directory.CreateDirectory(Fixture.Directory.ArtifactsPath);
        using (new WriteProtection(Fixture.Directory.ArtifactsPath))
            await Assert.ThrowsAsync<StorageException>(() => Import());

        Assert.Null(await Fixture.Results.Experiment(1, Cancellation));
        Assert.Empty(Fixture.Directory.ExperimentFolders());
        NothingWaits();
        Assert.Equal(1, Assert.Single((await Import()).Imported).Here);
    }

    [Fact]
    public async Task Import_ExperimentThatHasNotEnded_IsRefused()
    {
        await Trained(other, "first");
        await other.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        var refused = await Assert.ThrowsAsync<ImportRefusedException>(() => Import());

        Assert.StartsWith("experiment 2 has not ended there;", refused.Message, StringComparison.Ordinal);
        Assert.Single((await Import(false, 1)).Imported);
    }

    [Fact]
    public async Task Import_WhatCannotBeRead_IsOneLine()
    {
        await Trained(other, "first");
        using var empty = new TemporaryDirectory();
        await Says<StorageException>(new DataDirectory(empty.Path), $"{empty.Path} has no experiments.db; name the data directory of a study");
        await Says<ImportRefusedException>(Fixture.Directory, $"{Fixture.Directory.Root} is the data directory itself; name another, or another with --data DIR");
        await Says<ImportRefusedException>(other.Directory, $"there is no experiment 7 in {other.Directory.Root}; it has 1", 7);

        using (other.Directory.Lock())
            await Says<StorageException>(other.Directory, $"data directory {other.Directory.Root} is in use by process {Environment.ProcessId}; stop that process first");
        await other.Services.GetRequiredService<ICurationStore>().Delete(1, Cancellation);
        await Says<ImportRefusedException>(other.Directory, $"experiment 1 is deleted there; take that back first with fastode rm 1 --undo --data {other.Directory.Root}", 1);

        await File.WriteAllTextAsync(new DataDirectory(empty.Path).DatabasePath, "this is a text and no database at all", Cancellation);
        Assert.Contains("is not a SQLite database", (await Assert.ThrowsAsync<StorageException>(() => Imports.Import(new(empty.Path), new(), progress: null, Cancellation))).Message, StringComparison.Ordinal);
        DirectQuery.Run(other.Directory.DatabasePath, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '10') RETURNING 1");
        Assert.Contains("was written by a newer version of FastOde", (await Assert.ThrowsAsync<StorageException>(() => Import())).Message, StringComparison.Ordinal);
        NothingWaits();
    }

    [Fact]
    public async Task Import_OfAnEarlierVersion_TakesAllAndChangesNothingThere()
    {
        using var earlier = new TemporaryDirectory();
        EarlierVersion.Unpack(earlier.Path);
        var database = new DataDirectory(earlier.Path).DatabasePath;
        DirectQuery.Run(database, "UPDATE experiments SET state = 'Cancelled' WHERE state IN ('Running', 'Paused') RETURNING 1");
        DirectQuery.Run(database, "UPDATE trials SET state = 'Cancelled' WHERE state IN ('Running', 'Queued') RETURNING 1");
        DirectQuery.Run(database, "PRAGMA wal_checkpoint(TRUNCATE)");
        var before = SHA256.HashData(await File.ReadAllBytesAsync(database, Cancellation));

        var summary = await Imports.Import(new DataDirectory(earlier.Path), new(), progress: null, Cancellation);

        Assert.NotEmpty(summary.Imported);
        Assert.Equal(EarlierVersion.Rows("trials").Count, summary.Imported.Sum(experiment => experiment.Trials));
        var evaluations = 0;
        foreach (var experiment in summary.Imported)
            evaluations += (await Fixture.Results.Evaluations(TrialSelection.Of(experiment.Here), Cancellation)).Count;
        Assert.Equal(EarlierVersion.Rows("evaluations").Count, evaluations);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(database, Cancellation)));
    }

    private static string PathOf(StoreFixture fixture, long experiment) => fixture.Directory.Absolute($"artifacts/{experiment}/1/checkpoint-10");

    private static void Equivalent<T>(T expected, T actual) => Assert.Equivalent(expected, actual, strict: true);

    private static Task<IReadOnlyList<MetricSeries>> Metrics(StoreFixture fixture, long id) =>
        fixture.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of(id) }, Cancellation);

    /// <summary>A completed experiment of one trial with measurements and a file.</summary>
    private static async Task Trained(StoreFixture fixture, string name)
    {
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var id = await fixture.Experiments.Create(Sample.Spec(name), Sample.Plans(1), Cancellation);
        var lease = await fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, Cancellation);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(fixture, id))!);
        await File.WriteAllBytesAsync(PathOf(fixture, id), [1, 2, 3], Cancellation);
        await fixture.Measurements.Add(
            lease,
            [
                new ArtifactReport { Written = [Sample.Checkpoint(10) with { Path = fixture.Directory.Relative(PathOf(fixture, id)), Bytes = 3, Sha256 = Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])) }] },
                new MetricReport { Points = [.. Sample.Points("loss", 1, 2, 3), new() { Name = "loss", Step = 4, Value = double.NaN }, .. Sample.Points("kl", 7)] },
                new EvaluationReport { Rows = [Sample.Cell($"{id}-1", 10), Sample.Cell($"{id}-1", 10, "wasserstein2", "heun", 9)], Objective = 1, Trajectories = Sample.Trajectories($"{id}-1", 10) },
            ],
            Cancellation);
        await fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);
        await fixture.Experiments.SetState(id, ExperimentState.Completed, Cancellation);
    }

    private async Task Student(string teacher, IReadOnlyList<long> from)
    {
        other.Clock.Advance(TimeSpan.FromMinutes(1));
        var taught = Sample.Trial() with { Coupling = new ReflowCouplingSpec { Teaching = new TeacherSpec { Teacher = teacher } } };
        var spec = Sample.Spec("student") with
        {
            Trial = taught,
            Search = new SearchSpec { From = from, Space = [new SearchDimension { Key = "coupling.teacher", Values = [ParameterValue.Of(teacher)] }] },
            Source = "name: student # of 1-1\ntrial: { coupling: { kind: reflow, teacher: \"1-1\" } }\nsearch: { from: [1], space: { coupling.teacher: { values: [1-1] } } }\n",
        };
        var parameters = new Dictionary<string, ParameterValue> { ["coupling.teacher"] = ParameterValue.Of(teacher) };
        var earlier = from.Select(id => new EarlierResult { ExperimentId = id, Parameters = parameters, Value = 1 }).ToList();
        var created = await other.Experiments.Create(spec, 1, earlier, SubmissionKey.New(), submitter: null, Cancellation);
        await other.Experiments.AddTrials(created, 1, [Sample.Plan() with { Parameters = parameters, Spec = taught }], Cancellation);
        await other.Trials.CancelQueued(created, Cancellation);
        await other.Experiments.SetState(created, ExperimentState.Cancelled, Cancellation);
    }

    private Task<ImportSummary> Import(bool renumber = false, params long[] experiments) =>
        Imports.Import(other.Directory, new ImportRequest { Experiments = experiments, Renumber = renumber }, progress: null, Cancellation);

    private async Task Says<T>(DataDirectory source, string message, params long[] experiments)
        where T : Exception =>
        Assert.Equal(message, (await Assert.ThrowsAsync<T>(() => Imports.Import(source, new ImportRequest { Experiments = experiments }, progress: null, Cancellation))).Message);

    private void NothingWaits() => Assert.DoesNotContain(Directory.EnumerateDirectories(Fixture.Directory.Root), path => path.EndsWith(".fastode-import", StringComparison.Ordinal));
}
