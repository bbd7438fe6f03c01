using FastOde.Storage.Directories;
using FastOde.Storage.Postgres;
using FastOde.Storage.Tests.TestSupport;

namespace FastOde.Storage.Tests.Postgres;

/// <summary>What databases are taken, and what is said of those that are not.</summary>
public sealed class PostgresDatabaseTests(PostgresServer server)
{
    private const string Newest = "20261130120000_Notices";

    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(300);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_SeveralAtOnce_MakesTheTablesOnce()
    {
        var database = await server.CreateDatabase();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            using var one = new PostgresDatabase(Address(database), isShared: false, TimeSpan.FromSeconds(10), TimeProvider.System);
            await one.Migrate(Cancellation);
        }, Cancellation)));

        Assert.Equal(["20261129030000_Initial", "20261129040000_Membership", "20261129050000_Access", "20261129060000_StartedExperiments", "20261130000000_Retention", "20261130010000_JudgedSteps", "20261130020000_Submitters", "20261130030000_Limits", "20261130040000_OtherValues", "20261130050000_Curation", "20261130060000_Additions", "20261130060001_EarlierResults", "20261130070000_Environments", "20261130090000_NetworkEvaluations", Newest], await server.Query(database, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY 1"));
    }

    [Fact]
    public async Task Initialize_OfTwoProcesses_RefusesTheSecondUntilTheFirstHasEnded()
    {
        await using var first = await PostgresStoreFixture.Create(server);
        using var second = new PostgresDatabase(Address(first.Database), isShared: false, Timeout, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => second.Initialize(Cancellation));

        Assert.StartsWith($"{server.Name(first.Database)} is in use by fastode {Environment.MachineName} {Environment.ProcessId}; stop that process", refusal.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await second.Initialize(Cancellation);
    }

    [Fact]
    public async Task Initialize_OfACluster_LetsAnyNumberInAndNobodyAloneUntilTheLastHasEnded()
    {
        var database = await server.CreateDatabase();
        using var alone = new PostgresDatabase(Address(database), isShared: false, Timeout, TimeProvider.System);
        using (var first = new PostgresDatabase(Address(database), isShared: true, Timeout, TimeProvider.System))
        using (var second = new PostgresDatabase(Address(database), isShared: true, Timeout, TimeProvider.System))
        {
            await first.Initialize(Cancellation);
            await second.Initialize(Cancellation);

            var refusal = await Assert.ThrowsAsync<StorageException>(() => alone.Initialize(Cancellation));

            var name = $"fastode {Environment.MachineName} {Environment.ProcessId}";
            Assert.StartsWith($"{server.Name(database)} is in use by {name}, {name} of a cluster; stop", refusal.Message, StringComparison.Ordinal);
        }

        await alone.Initialize(Cancellation);
        using var late = new PostgresDatabase(Address(database), isShared: true, Timeout, TimeProvider.System);
        await Assert.ThrowsAsync<StorageException>(() => late.Initialize(Cancellation));
    }

    [Fact]
    public async Task Initialize_OfANewerMemberBesideOlderOnes_RefusesAndLeavesTheTablesAlone()
    {
        var database = await server.CreateDatabase();
        using var older = new PostgresDatabase(Address(database), isShared: true, Timeout, TimeProvider.System);
        await older.Initialize(Cancellation);

        // As if the newest migration were one that the older member does not know.
        await server.Execute(database, $"DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" = '{Newest}'");
        await server.Execute(database, "DROP TABLE deliveries; DROP TABLE webhooks; DROP TABLE notices");
        using var newer = new PostgresDatabase(Address(database), isShared: true, Timeout, TimeProvider.System);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => newer.Initialize(Cancellation));

        Assert.StartsWith($"{server.Name(database)} is of an older version, and processes of that version use it: stop all of them", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Newest, await server.Query(database, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\""));
        older.Dispose();
        await newer.Initialize(Cancellation);
        Assert.Contains(Newest, await server.Query(database, "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\""));
    }

    [Fact]
    public async Task Initialize_NewerVersion_RefusesAndLeavesItAlone()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);
        await fixture.DisposeAsync();
        await server.Execute(fixture.Database, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_FromTheFuture', '12.0.0')");

        await AssertRefused(fixture.Database, "was written by a newer version of FastOde; update FastOde or name a database of its own as Database of --db");
    }

    [Fact]
    public async Task Initialize_DatabaseOfAnotherProgram_RefusesAndLeavesItAlone()
    {
        var database = await server.CreateDatabase();
        await server.Execute(database, "CREATE TABLE songs (title text)");

        await AssertRefused(database, "belongs to another program, which keeps songs there; name a database of its own as Database of --db");
        Assert.Equal(["songs"], await server.Query(database, "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'"));
    }

    [Fact]
    public async Task Initialize_AbsentDatabase_SaysHowToMakeIt()
    {
        await server.Start();

        await AssertRefused("nowhere", "does not exist; create it (createdb nowhere) or name another as Database of --db");
    }

    [Fact]
    public async Task Initialize_WrongPassword_SaysSoAndNotWhatItIs()
    {
        var database = await server.CreateDatabase();

        await AssertRefused(database, "does not let in user fastode: check Username of --db, and the password in PGPASSWORD or ~/.pgpass", "wrong-hush");
    }

    [Fact]
    public async Task Initialize_WithoutAnyPassword_SaysSo()
    {
        var database = await server.CreateDatabase();

        await AssertRefused(database, "does not let in user fastode: check Username of --db, and the password in PGPASSWORD or ~/.pgpass", "");
    }

    [Fact]
    public async Task Initialize_UserWithoutRights_SaysWhatIsLacking()
    {
        var database = await server.CreateDatabase();
        await server.Execute(database, $"CREATE ROLE guest_{database} LOGIN PASSWORD '{PostgresServer.Password}'");
        var address = PostgresAddress.Parse(server.ConnectionString(database).Replace("Username=fastode", $"Username=guest_{database}", StringComparison.Ordinal));

        var message = await MessageOf(address);

        Assert.Contains($"may not be used by user guest_{database}: permission denied for schema public; make that user the owner of the database", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Initialize_ReadOnlyDatabase_SaysSo()
    {
        await using var fixture = await PostgresStoreFixture.Create(server);
        await fixture.DisposeAsync();
        await server.Execute("postgres", $"ALTER DATABASE {fixture.Database} SET default_transaction_read_only = on");

        await AssertRefused(fixture.Database, "is read-only; name the primary server as Host of --db, or make the database writable");
    }

    [Fact]
    public async Task Initialize_DatabaseOfAnotherEncoding_SaysSo()
    {
        await server.Start();
        var database = $"latin{Environment.ProcessId}";
        await server.Execute("postgres", $"CREATE DATABASE {database} TEMPLATE template0 ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'");

        await AssertRefused(database, "keeps texts as LATIN1; create it anew with createdb --encoding UTF8 --template template0");
    }

    [Fact]
    public async Task Initialize_NoServer_SaysThatItCannotBeReached()
    {
        var address = PostgresAddress.Parse("Host=127.0.0.1;Port=9;Database=lab;Username=ada;Password=hush-4711");

        var message = await MessageOf(address);

        Assert.Equal("database lab on 127.0.0.1:9 cannot be reached: Connection refused; start the server, or check Host and Port of --db", message);
    }

    [Fact]
    public async Task Inspect_BeforeAndAfterTheFirstStart_TellsTheVersion()
    {
        var database = await server.CreateDatabase();
        using var temporary = new TemporaryDirectory();
        var inspector = StorageServices.Inspector(new DataDirectory(temporary.Path), new StorageOptions { Database = Address(database) });
        Assert.Null(await inspector.Inspect(Cancellation));
        Assert.Empty(await inspector.OrphanedExperiments(Cancellation));

        await using var fixture = PostgresStoreFixture.Uninitialized(server, database);
        await fixture.Initialize();

        Assert.Equal(new(Newest, 0), await inspector.Inspect(Cancellation));
        Assert.Equal(("PostgreSQL", server.Name(database)), (inspector.Product, inspector.Name));
    }

    private PostgresAddress Address(string database, string password = PostgresServer.Password) => PostgresAddress.Parse(server.ConnectionString(database, password));

    private async Task AssertRefused(string database, string reason, string password = PostgresServer.Password) =>
        Assert.Equal($"{server.Name(database)} {reason}", await MessageOf(Address(database, password)));

    private static async Task<string> MessageOf(PostgresAddress address)
    {
        using var temporary = new TemporaryDirectory();
        await using var services = new RefusedDatabase(temporary.Path, new StorageOptions { Database = address, BusyTimeout = Timeout });
        var refusal = await Assert.ThrowsAsync<StorageException>(services.Initialize);
        Assert.DoesNotContain("hush", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        return refusal.Message;
    }

    private sealed class RefusedDatabase(string path, StorageOptions options) : StoreFixture(new DataDirectory(path), options);
}
