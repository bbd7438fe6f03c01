using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Tests.Database;

/// <summary>What becomes of writes while another program holds the database, and of a database that is taken away.</summary>
public sealed class DatabaseAccessTests
{
    private static readonly StorageOptions Impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(20), WritePatience = TimeSpan.Zero };
    private static readonly StorageOptions Patient = new() { BusyTimeout = TimeSpan.FromMilliseconds(20) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_OfEveryKindWhileAnotherProgramHoldsTheDatabaseForFortySeconds_WaitAndAreStored()
    {
        await using var fixture = await SqliteStoreFixture.Create(Patient);
        var lease = await Begin(fixture);
        await using var other = await Hold(fixture);

        var writes = Task.WhenAll(
            fixture.Measurements.Add(lease, [new MetricReport { Points = Sample.Points("loss", 1) }], Cancellation),
            fixture.Measurements.Add(lease, [new EvaluationReport { Rows = [Sample.Cell(lease.TrialId, 1)], Objective = 1 }], Cancellation),
            fixture.Measurements.Add(lease, [new ArtifactReport { Written = [Sample.Checkpoint(1)], Deleted = ["a"] }], Cancellation),
            Renew(fixture, lease),
            fixture.Trials.BeginAttempt("1-2", "s", Sample.Lease, Cancellation),
            fixture.Experiments.SetState(1, ExperimentState.Paused, Cancellation));
        await fixture.Log.Said(writes);
        fixture.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.False(writes.IsCompleted);
        Execute(other, "ROLLBACK");
        await End(fixture, writes);

        Assert.Equal([$"{fixture.Directory.DatabasePath} is locked by another program; writes wait until it lets go"], fixture.Log.Lines);
        var trial = (await fixture.Trials.Find(lease.TrialId, Cancellation))!;
        Assert.Equal((7, 1.0, 1), (trial.Summary.Step, trial.Summary.ObjectiveValue!.Value, trial.Artifacts.Count));
        Assert.Equal(ExperimentState.Paused, (await fixture.Experiments.Find(1, Cancellation))!.Summary.State);
    }

    [Fact]
    public async Task Write_WhileTheDatabaseIsHeldForLongerThanItWaits_SaysSoAndWorksAfterwards()
    {
        await using var fixture = await SqliteStoreFixture.Create(Impatient);
        var lease = await Begin(fixture);
        await using var other = await Hold(fixture);

        var exception = await Assert.ThrowsAsync<StorageException>(() => Renew(fixture, lease));

        Assert.Equal($"{fixture.Directory.DatabasePath} is locked by another program; close it (a database shell, a backup) and try again", exception.Message);
        Assert.NotNull(await fixture.Trials.Find(lease.TrialId, Cancellation));
        Execute(other, "ROLLBACK");
        await Renew(fixture, lease);
    }

    [Fact]
    public async Task Writes_WaitingForTheDatabase_KeepTheirOrder()
    {
        await using var fixture = await SqliteStoreFixture.Create(Patient);
        var lease = await Begin(fixture);
        await using var other = await Hold(fixture);

        // Renewed for longer than the clock is moved on below while both writes end.
        var renewal = fixture.Trials.Renew(Sample.Progress(lease, 7), TimeSpan.FromDays(1), Cancellation);
        await fixture.Log.Said(renewal);
        fixture.Clock.Advance(Sample.Lease + TimeSpan.FromSeconds(1));
        var interruption = fixture.Trials.InterruptExpired(lease.TrialId, lease.Epoch, Cancellation);
        Execute(other, "ROLLBACK");
        await End(fixture, interruption);

        await renewal;
        Assert.False(await interruption);
    }

    [Fact]
    public async Task Database_TakenAway_IsMissedAndFoundAgainWhenItIsBack()
    {
        await using var fixture = await SqliteStoreFixture.Create(Impatient);
        var lease = await Begin(fixture);
        var path = fixture.Directory.DatabasePath;
        File.Move(path, path + ".away");

        var exception = await Assert.ThrowsAsync<StorageException>(() => Renew(fixture, lease));
        await Assert.ThrowsAsync<StorageException>(() => fixture.Trials.Find(lease.TrialId, Cancellation));

        Assert.Equal($"{path} is gone; put it back, or attach the disk that it is on", exception.Message);
        Assert.False(File.Exists(path));
        File.Move(path + ".away", path);
        await Renew(fixture, lease);
        Assert.Equal(7, (await fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.Step);
    }

    [Fact]
    public async Task Database_ReplacedByACopy_IsNotWrittenUntilTheFirstOneIsBack()
    {
        await using var fixture = await SqliteStoreFixture.Create(Impatient);
        var lease = await Begin(fixture);
        var path = fixture.Directory.DatabasePath;
        File.Move(path, path + ".away");
        File.Copy(path + ".away", path);
        var copy = await File.ReadAllBytesAsync(path, Cancellation);

        var exception = await Assert.ThrowsAsync<StorageException>(() => Renew(fixture, lease));
        await Assert.ThrowsAsync<StorageException>(() => fixture.Trials.Find(lease.TrialId, Cancellation));

        Assert.StartsWith($"{path} was replaced by another file", exception.Message, StringComparison.Ordinal);
        Assert.Equal(copy, await File.ReadAllBytesAsync(path, Cancellation));
        File.Move(path + ".away", path, overwrite: true);
        await Renew(fixture, lease);
        Assert.Equal(7, (await fixture.Trials.Find(lease.TrialId, Cancellation))!.Summary.Step);
    }

    private static Task Renew(SqliteStoreFixture fixture, AttemptLease lease) =>
        fixture.Trials.Renew(Sample.Progress(lease, 7), Sample.Lease, Cancellation);

    private static async Task<AttemptLease> Begin(StoreFixture fixture)
    {
        await fixture.Experiments.Create(Sample.Spec(), Sample.Plans(2), Cancellation);
        return await fixture.Trials.BeginAttempt("1-1", "host/cpu-0", Sample.Lease, Cancellation);
    }

    /// <summary>Another program that holds the write lock until it rolls back.</summary>
    private static async Task<SqliteConnection> Hold(SqliteStoreFixture fixture)
    {
        var connection = new SqliteConnection($"Data Source={fixture.Directory.DatabasePath};Pooling=False");
        await connection.OpenAsync(Cancellation);
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }

    /// <summary>Moves the clock on until the task has ended: who pauses may not yet have begun to.</summary>
    private static async Task End(SqliteStoreFixture fixture, Task task)
    {
        while (!task.IsCompleted)
        {
            fixture.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await task;
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
