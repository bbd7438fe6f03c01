using System.Security.Cryptography;
using FastOde.Storage.Directories;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Data.Sqlite;

namespace FastOde.Storage.Tests.Database;

public sealed class DatabaseInitializerTests : IDisposable
{
    private static readonly StorageOptions Impatient = new() { BusyTimeout = TimeSpan.FromMilliseconds(50) };

    private readonly TemporaryDirectory temporary = new();

    private DataDirectory Data => new(temporary.Path);

    public void Dispose() => temporary.Dispose();

    [Fact]
    public async Task Initialize_MissingDirectory_CreatesItWithAWriteAheadLog()
    {
        var nested = new DataDirectory(Path.Combine(temporary.Path, "a", "b"));

        await using var fixture = await SqliteStoreFixture.Open(nested);

        Assert.True(File.Exists(nested.DatabasePath));
        Assert.True(Directory.Exists(nested.ArtifactsPath));
        Assert.Equal("wal", Query(nested, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task Initialize_Twice_KeepsWhatIsThere()
    {
        await using (var first = await SqliteStoreFixture.Open(Data))
            await first.Experiments.Create(Sample.Spec(), Sample.Plans(1), TestContext.Current.CancellationToken);

        await using var second = await SqliteStoreFixture.Open(Data);

        Assert.NotNull(await second.Experiments.Find(1, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Initialize_EmptyFile_MakesADatabaseOfIt()
    {
        await File.WriteAllBytesAsync(Data.DatabasePath, [], TestContext.Current.CancellationToken);

        await using var fixture = await SqliteStoreFixture.Open(Data);

        Assert.Empty(await fixture.Experiments.Unfinished(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Initialize_NewerVersion_RefusesAndLeavesTheFileAlone()
    {
        await MakeDatabase("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '12.0.0')");

        await AssertRefused("was written by a newer version of FastOde; update FastOde or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_DatabaseOfAnotherProgram_RefusesAndLeavesTheFileAlone()
    {
        await Execute("CREATE TABLE songs (title TEXT)");

        await AssertRefused("belongs to another program; move it away or choose another directory with --data DIR");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("this is a text file that is longer than the sixteen bytes of SQLite's signature")]
    public async Task Initialize_NoDatabase_RefusesAndLeavesTheFileAlone(string content)
    {
        await File.WriteAllTextAsync(Data.DatabasePath, content, TestContext.Current.CancellationToken);

        await AssertRefused("is not a SQLite database; move it away or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_TruncatedDatabase_RefusesAndLeavesTheFileAlone()
    {
        await MakeDatabase(null);
        await using (var file = new FileStream(Data.DatabasePath, FileMode.Open))
            file.SetLength(5000);

        await AssertRefused("is damaged; restore it from a backup or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_OverwrittenPages_RefusesAndLeavesTheFileAlone()
    {
        await MakeDatabase(null);
        await using (var file = new FileStream(Data.DatabasePath, FileMode.Open))
        {
            file.Position = 100;
            file.Write(new byte[3000]);
        }

        await AssertRefused("is damaged; restore it from a backup or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_DirectoryInPlaceOfTheFile_Refuses()
    {
        Directory.CreateDirectory(Data.DatabasePath);

        await AssertThrows($"{Data.DatabasePath} is a directory; move it away or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_LockedDatabase_SaysSoAndWorksOnceItIsFree()
    {
        await MakeDatabase(null);
        await using var connection = new SqliteConnection($"Data Source={Data.DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        command.ExecuteNonQuery();

        await AssertThrows($"{Data.DatabasePath} is locked by another program; close it (a database shell, a backup) and try again");

        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
        await using var fixture = await SqliteStoreFixture.Open(Data, Impatient);
    }

    [Fact]
    public async Task Initialize_ReadOnlyFile_RefusesAndLeavesTheFileAlone()
    {
        await MakeDatabase(null);
        using var file = new WriteProtection(Data.DatabasePath);

        await AssertRefused("make it writable or choose another directory with --data DIR");
    }

    [Fact]
    public async Task Initialize_MarkOfAKilledMigration_DoesNotWaitForEver()
    {
        await MakeDatabase(
            "DELETE FROM \"__EFMigrationsHistory\"; DROP TABLE artifacts; DROP TABLE attempts; DROP TABLE curvature_profiles; DROP TABLE evaluations;"
            + "DROP TABLE metric_points; DROP TABLE trajectories; DROP TABLE metric_series; DROP TABLE trials; DROP TABLE assignments; DROP TABLE metrics; DROP TABLE solvers; DROP TABLE experiments; DROP TABLE tokens; DROP TABLE accounts; DROP TABLE audit; DROP TABLE deliveries; DROP TABLE webhooks; DROP TABLE notices;"
            + "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL);"
            + "INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01 00:00:00+00:00')");

        await using var fixture = SqliteStoreFixture.Uninitialized(Data);

        await fixture.Initialize().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Empty(await fixture.Experiments.Unfinished(TestContext.Current.CancellationToken));
    }

    private async Task AssertRefused(string reason)
    {
        var before = SHA256.HashData(await File.ReadAllBytesAsync(Data.DatabasePath, TestContext.Current.CancellationToken));

        var message = await MessageOf();

        Assert.StartsWith(Data.DatabasePath, message, StringComparison.Ordinal);
        Assert.EndsWith(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Equal(before, SHA256.HashData(await File.ReadAllBytesAsync(Data.DatabasePath, TestContext.Current.CancellationToken)));
    }

    private async Task AssertThrows(string message) => Assert.Equal(message, await MessageOf());

    private async Task<string> MessageOf()
    {
        await using var fixture = SqliteStoreFixture.Uninitialized(Data, Impatient);
        return (await Assert.ThrowsAsync<StorageException>(fixture.Initialize)).Message;
    }

    private async Task MakeDatabase(string? sql)
    {
        await using (await SqliteStoreFixture.Open(Data))
        {
        }

        if (sql is not null)
            await Execute(sql);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Data.DatabasePath};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static object? Query(DataDirectory directory, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={directory.DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command.ExecuteScalar();
    }
}
