using System.Data;
using System.Globalization;
using Npgsql;

namespace FastOde.Storage.Postgres;

/// <summary>
/// A process's sole right to a database, or its share in that of a cluster: a lock of the server's that lasts as long as one
/// connection. A lost connection is made anew, and the lock taken again, before anything else is done; where another process
/// has taken it, nothing is.
/// </summary>
/// <param name="address">The database.</param>
/// <param name="isShared">Whether others of a cluster may have their share too.</param>
/// <param name="patience">How long the server may take to notice that a killed process has gone.</param>
/// <param name="clock">Times that.</param>
internal sealed class PostgresOwnership(PostgresAddress address, bool isShared, TimeSpan patience, TimeProvider clock) : IDisposable
{
    /// <summary>The first of the two numbers by which the server knows the locks of this program.</summary>
    public const int Program = 0x0FA57_0DE;

    private const int Owner = 1;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim turn = new(1, 1);
    private NpgsqlConnection? connection;

    /// <summary>Whether the connection that holds the lock stands, for all that is known here.</summary>
    public bool Stands => connection is { State: ConnectionState.Open };

    private string Lock => isShared ? "pg_try_advisory_lock_shared" : "pg_try_advisory_lock";

    /// <summary>Makes sure of the lock, and takes it where this process does not have it.</summary>
    /// <exception cref="StorageException">Another process has it.</exception>
    /// <exception cref="NpgsqlException">The server cannot be asked.</exception>
    public async Task Require(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (connection is null || !await Answers(connection, cancellationToken).ConfigureAwait(false))
                await Take(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Gives the database back.</summary>
    public void Dispose()
    {
        connection?.Dispose();
        turn.Dispose();
    }

    private static async Task<bool> Answers(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await Ask(connection, "SELECT 1", cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task Take(CancellationToken cancellationToken)
    {
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
        connection = null;
        var taking = new NpgsqlConnection(address.ForLock());
        try
        {
            await taking.OpenAsync(cancellationToken).ConfigureAwait(false);
            var begun = clock.GetTimestamp();
            while (!(bool)(await Ask(taking, Invariant($"SELECT {Lock}({Program}, {Owner})"), cancellationToken).ConfigureAwait(false))!)
            {
                if (clock.GetElapsedTime(begun) >= patience)
                    throw await InUse(taking, cancellationToken).ConfigureAwait(false);
                await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
            }

            connection = taking;
        }
        catch
        {
            await taking.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<StorageException> InUse(NpgsqlConnection asking, CancellationToken cancellationToken)
    {
        var holders = await Ask(
            asking,
            Invariant(
                $"""
                SELECT string_agg(COALESCE(NULLIF(application_name, ''), 'server process ' || pid), ', ' ORDER BY pid)
                    || CASE WHEN bool_or(mode = 'ShareLock') THEN ' of a cluster' ELSE '' END
                FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'advisory' AND classid = {Program} AND objid = {Owner} AND granted
                    AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """),
            cancellationToken).ConfigureAwait(false);
        return new StorageException($"{address.Name} is in use by {holders ?? "another process"}; stop that process or name another as Database of --db");
    }

    private static async Task<object?> Ask(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
#pragma warning disable CA2100 // Built from numbers only.
            command.CommandText = sql;
#pragma warning restore CA2100
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
