using System.Globalization;
using FastOde.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FastOde.Storage.Postgres;

/// <summary>
/// One database of a PostgreSQL server. The first <see cref="Initialize"/> makes this process its only writer, or its
/// cluster, until it is disposed.
/// </summary>
/// <param name="address">Where it is.</param>
/// <param name="isShared">Whether the other processes of a cluster write to it too.</param>
/// <param name="busyTimeout">How long a statement waits for what another program holds.</param>
/// <param name="clock">Times waits.</param>
internal sealed class PostgresDatabase(PostgresAddress address, bool isShared, TimeSpan busyTimeout, TimeProvider clock) : IDatabase, IDisposable
{
    private const int Migrating = 2;

    private readonly string connection = address.ForStores(busyTimeout);
    private readonly DbContextOptions<PostgresFastOdeContext> options = PostgresFastOdeContext.Options(address.ForStores(busyTimeout));
    private readonly PostgresFailure failure = new(address);
    private PostgresOwnership? ownership;

    /// <inheritdoc/>
    public string Name => address.Name;

    /// <inheritdoc/>
    public string Product => "PostgreSQL";

    /// <inheritdoc/>
    public FastOdeContext CreateContext() => new PostgresFastOdeContext(options);

    /// <inheritdoc/>
    /// <remarks>A connection is opened where none was or where one was lost, and with it perhaps the lock.</remarks>
    public Task RequireOwnership(CancellationToken cancellationToken) => ownership?.Require(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public async Task RequirePresence(CancellationToken cancellationToken)
    {
        if (ownership is { Stands: false } lost)
            await lost.Require(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ownership?.Dispose();
        using var pooled = new NpgsqlConnection(connection);
        NpgsqlConnection.ClearPool(pooled);
    }

    /// <inheritdoc/>
    public async Task Initialize(CancellationToken cancellationToken)
    {
        var server = new PostgresServerState(address, connection);
        await server.Check(cancellationToken).ConfigureAwait(false);
        if (isShared && await IsOfAnOlderVersion(server, cancellationToken).ConfigureAwait(false))
            await MigrateAlone(cancellationToken).ConfigureAwait(false);
        ownership ??= new PostgresOwnership(address, isShared, busyTimeout, clock);
        await ownership.Require(cancellationToken).ConfigureAwait(false);
        await Migrate(cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsOfAnOlderVersion(PostgresServerState server, CancellationToken cancellationToken)
    {
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            var applied = await server.Applied(cancellationToken).ConfigureAwait(false);
            return applied.Count > 0 && context.Database.GetMigrations().Except(applied).Any();
        }
    }

    /// <summary>Members of the older version would go on writing to tables that have changed under them.</summary>
    private async Task MigrateAlone(CancellationToken cancellationToken)
    {
        using var alone = new PostgresOwnership(address, isShared: false, busyTimeout, clock);
        try
        {
            await alone.Require(cancellationToken).ConfigureAwait(false);
        }
        catch (StorageException inUse)
        {
            throw new StorageException($"{address.Name} is of an older version, and processes of that version use it: stop all of them, and then start this one ({inUse.Message})", inUse);
        }

        await Migrate(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Applies the migrations that the database lacks; of several processes that do so at once, one after the other.</summary>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        var server = new PostgresServerState(address, connection);
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await Lock(context, "pg_advisory_lock", cancellationToken).ConfigureAwait(false);
            try
            {
                List<string> known = [.. context.Database.GetMigrations()];
                var applied = await server.Applied(cancellationToken).ConfigureAwait(false);
                server.RefuseNewer(known, applied);
                if (known.Except(applied).Any())
                    await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
                else
                    await server.RequireWritable(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await Lock(context, "pg_advisory_unlock", CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<DatabaseInspection?> Inspect(CancellationToken cancellationToken)
    {
        var server = new PostgresServerState(address, connection);
        await server.Check(cancellationToken).ConfigureAwait(false);
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            List<string> known = [.. context.Database.GetMigrations()];
            var applied = await server.Applied(cancellationToken).ConfigureAwait(false);
            server.RefuseNewer(known, applied);
            await server.RequireWritable(cancellationToken).ConfigureAwait(false);
            return applied.Count == 0 ? null : new DatabaseInspection(applied[^1], known.Except(applied).Count());
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>> ExperimentIds(CancellationToken cancellationToken) =>
        new PostgresServerState(address, connection).ExperimentIds(cancellationToken);

    /// <inheritdoc/>
    public async Task<long> Size(CancellationToken cancellationToken)
    {
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
            return await context.Statements.Number("SELECT pg_database_size(current_database())", cancellationToken).ConfigureAwait(false) ?? 0;
    }

    /// <inheritdoc/>
    public async Task Compact(CancellationToken cancellationToken)
    {
        using var alone = new PostgresOwnership(address, isShared: false, busyTimeout, clock);
        await alone.Require(cancellationToken).ConfigureAwait(false);
        var context = CreateContext();
        await using (context.ConfigureAwait(false))
        {
            context.Database.SetCommandTimeout(TimeSpan.Zero);
            await context.Database.ExecuteSqlRawAsync("VACUUM (FULL, ANALYZE)", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> Members(CancellationToken cancellationToken) => new PostgresServerState(address, connection).Members(cancellationToken);

    /// <inheritdoc/>
    public string? Waiting(Exception exception) => failure.Waiting(exception);

    /// <inheritdoc/>
    public StorageException? Explain(Exception exception) => failure.Explain(exception);

    private static Task<int> Lock(FastOdeContext context, string function, CancellationToken cancellationToken) => context.Database.ExecuteSqlRawAsync(
        string.Create(CultureInfo.InvariantCulture, $"SELECT {function}({PostgresOwnership.Program}, {Migrating})"), cancellationToken);
}
