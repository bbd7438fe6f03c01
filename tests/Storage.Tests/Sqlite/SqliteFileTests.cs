using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Tests.Sqlite;

/// <summary>What is true of the file itself: its size, its journal, and what is left of it after a crash.</summary>
public sealed class SqliteFileTests
{
    [Fact]
    public async Task MetricPoints_AMillion_TakeFewBytes()
    {
        const int Batches = 100;
        const int PerBatch = 10_000;
        await using var fixture = await SqliteStoreFixture.Create();
        var lease = await Begin(fixture);
        Checkpoint(fixture);
        var before = new FileInfo(fixture.Directory.DatabasePath).Length;

        for (var batch = 0; batch < Batches; batch++)
        {
            MetricPoint[] points = [.. Enumerable.Range(batch * PerBatch + 1, PerBatch)
                .Select(step => new MetricPoint { Name = "loss", Step = step, Value = Math.Sqrt(step) })];
            await fixture.Measurements.Add(lease, [new MetricReport { Points = points }], TestContext.Current.CancellationToken);
        }

        Checkpoint(fixture);
        var bytes = (new FileInfo(fixture.Directory.DatabasePath).Length - before) / (double)(Batches * PerBatch);
        var query = new MetricQuery { Trials = TrialSelection.Of([lease.TrialId]) };
        var series = await fixture.Results.Metrics(query, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine($"{bytes:0.0} bytes a point");
        Assert.InRange(bytes, 9, 24);
        Assert.Equal(500, series[0].Points.Count);
    }

    [Fact]
    public async Task Transaction_AbandonedInTheMiddle_LeavesNothing()
    {
        await using var fixture = await SqliteStoreFixture.Create();
        var lease = await Begin(fixture);
        using var copy = new TemporaryDirectory();
        await using (var connection = new SqliteConnection($"Data Source={fixture.Directory.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            // Spilling the cache puts uncommitted pages into the log, as a large transaction does.
            Execute(connection, "PRAGMA cache_size = 1; BEGIN IMMEDIATE");
            Execute(connection, "INSERT INTO metric_series (id, trial_id, name) VALUES (77, 1, 'half')");
            Execute(connection, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000) INSERT INTO metric_points SELECT 77, i, i FROM n");
            Execute(connection, "UPDATE trials SET state = 'Completed'");

            // What a killed process leaves is exactly what its files hold at that moment.
            foreach (var file in new[] { "experiments.db", "experiments.db-wal" })
                File.Copy(Path.Combine(fixture.Directory.Root, file), Path.Combine(copy.Path, file));
            Assert.True(new FileInfo(Path.Combine(copy.Path, "experiments.db-wal")).Length > 500_000);
        }

        await using var survivor = await SqliteStoreFixture.Open(new DataDirectory(copy.Path));

        var trial = (await survivor.Trials.Find(lease.TrialId, TestContext.Current.CancellationToken))!;
        Assert.Equal((TrialState.Running, 1), (trial.Summary.State, trial.Summary.Attempts));
        Assert.Empty(await survivor.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of([lease.TrialId]) }, TestContext.Current.CancellationToken));
        await survivor.Trials.Renew(Sample.Progress(lease, 9), Sample.Lease, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task CommittedWrites_CopiedWithoutClosing_AreAllThere()
    {
        await using var fixture = await SqliteStoreFixture.Create();
        var lease = await Begin(fixture);
        await fixture.Measurements.Add(lease, [new MetricReport { Points = Sample.Points("loss", 1, 2, 3) }], TestContext.Current.CancellationToken);
        using var copy = new TemporaryDirectory();
        foreach (var file in new[] { "experiments.db", "experiments.db-wal" })
            File.Copy(Path.Combine(fixture.Directory.Root, file), Path.Combine(copy.Path, file));

        await using var survivor = await SqliteStoreFixture.Open(new DataDirectory(copy.Path));

        Assert.Equal([lease.TrialId], await survivor.Trials.Recover(TestContext.Current.CancellationToken));
        Assert.Equal(3, (await survivor.Results.Metrics(new MetricQuery { Trials = TrialSelection.Of([lease.TrialId]) }, TestContext.Current.CancellationToken))[0].Points.Count);
    }

    [Fact]
    public async Task Dispose_OfTheServices_FoldsTheLogIntoOneFile()
    {
        using var temporary = new TemporaryDirectory();
        var fixture = await SqliteStoreFixture.Open(new DataDirectory(temporary.Path));
        await Begin(fixture);
        Assert.True(File.Exists(fixture.Directory.DatabasePath + "-wal"));

        await fixture.DisposeAsync();

        Assert.Equal(["artifacts", "experiments.db"], Directory.EnumerateFileSystemEntries(temporary.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task ExperimentIds_AfterDeletion_AreNotUsedAgain()
    {
        await using var fixture = await SqliteStoreFixture.Create();
        await Begin(fixture);
        await using (var connection = new SqliteConnection($"Data Source={fixture.Directory.DatabasePath};Pooling=False;Foreign Keys=True"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            Execute(connection, "DELETE FROM experiments");
        }

        Assert.Equal(2, await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), TestContext.Current.CancellationToken));
        Assert.Null(await fixture.Trials.Find("1-1", TestContext.Current.CancellationToken));
    }

    private static async Task<AttemptLease> Begin(StoreFixture fixture)
    {
        var id = await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), TestContext.Current.CancellationToken);
        return await fixture.Trials.BeginAttempt($"{id}-1", "host/cpu-0", Sample.Lease, TestContext.Current.CancellationToken);
    }

    private static void Checkpoint(SqliteStoreFixture fixture)
    {
        using var connection = new SqliteConnection($"Data Source={fixture.Directory.DatabasePath};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
