using FastOde.Storage.Directories;
using FastOde.Storage.Postgres;
using FastOde.Storage.Tests.TestSupport;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace FastOde.Storage.Tests.TestSupport;

/// <summary>The stores on a PostgreSQL database, composed as the product composes them.</summary>
public sealed class PostgresStoreFixture : StoreFixture
{
    private readonly TemporaryDirectory owned;

    private PostgresStoreFixture(PostgresServer server, string database, TemporaryDirectory owned, StorageOptions options)
        : base(new DataDirectory(owned.Path), options)
    {
        this.owned = owned;
        Server = server;
        Database = database;
    }

    public PostgresServer Server { get; }

    /// <summary>Name of the database.</summary>
    public string Database { get; }

    /// <summary>A database of its own for one test, copied from one that has had its migrations.</summary>
    public static async Task<PostgresStoreFixture> Create(PostgresServer server, StorageOptions? options = null)
    {
        var fixture = Uninitialized(server, await server.CreateDatabase(await server.Template(made => Fill(server, made))), options);
        await fixture.Initialize();
        return fixture;
    }

    /// <summary>Services whose database has not been touched.</summary>
    public static PostgresStoreFixture Uninitialized(PostgresServer server, string database, StorageOptions? options = null) =>
        new(server, database, new TemporaryDirectory(), (options ?? new StorageOptions()) with { Database = PostgresAddress.Parse(server.ConnectionString(database)) });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        owned.Dispose();
    }

    private static async Task Fill(PostgresServer server, string database)
    {
        await using var services = Uninitialized(server, database);
        await services.Initialize();
    }
}
