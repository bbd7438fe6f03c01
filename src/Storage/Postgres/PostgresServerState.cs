using System.Data.Common;
using System.Globalization;
using Npgsql;

namespace FastOde.Storage.Postgres;

/// <summary>A server and its database, looked at without changing them.</summary>
/// <param name="address">The database.</param>
/// <param name="connection">Its connection string.</param>
internal sealed class PostgresServerState(PostgresAddress address, string connection)
{
    private const int OldestServer = 140000;
    private const string History = "__EFMigrationsHistory";
    private const string Ours = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'";
    private const string Cure = "name a database of its own as Database of --db";

    /// <summary>Makes sure that the server can hold what is stored.</summary>
    /// <exception cref="StorageException">It is too old, or the database keeps texts in an encoding that lacks letters.</exception>
    public async Task Check(CancellationToken cancellationToken)
    {
        var found = await Column("SELECT current_setting('server_version_num') UNION ALL SELECT current_setting('server_encoding') UNION ALL SELECT current_setting('server_version')", cancellationToken)
            .ConfigureAwait(false);
        if (int.Parse(found[0], CultureInfo.InvariantCulture) < OldestServer)
            throw new StorageException($"{address.Name} is on PostgreSQL {found[2]}; FastOde needs version 14 or later");
        if (found[1] != "UTF8")
            throw new StorageException($"{address.Name} keeps texts as {found[1]}; create it anew with createdb --encoding UTF8 --template template0");
    }

    /// <summary>The migrations that the database has had, in order.</summary>
    /// <exception cref="StorageException">It belongs to another program.</exception>
    public async Task<IReadOnlyList<string>> Applied(CancellationToken cancellationToken)
    {
        var tables = await Column(Ours, cancellationToken).ConfigureAwait(false);
        if (tables.Contains(History))
            return await Column($"SELECT \"MigrationId\" FROM \"{History}\" ORDER BY \"MigrationId\" COLLATE \"C\"", cancellationToken).ConfigureAwait(false);
        return tables.Count == 0
            ? []
            : throw new StorageException($"{address.Name} belongs to another program, which keeps {tables[0]} there; {Cure}");
    }

    /// <summary>Refuses a database that has had migrations that this program does not know.</summary>
    /// <exception cref="StorageException">It has.</exception>
    public void RefuseNewer(IEnumerable<string> known, IEnumerable<string> applied)
    {
        if (applied.Except(known).Any())
            throw new StorageException($"{address.Name} was written by a newer version of FastOde; update FastOde or {Cure}");
    }

    /// <summary>Makes sure that the database takes writes from this user; nothing is changed.</summary>
    /// <exception cref="StorageException">It does not.</exception>
    public async Task RequireWritable(CancellationToken cancellationToken)
    {
        var found = await Column(
            """
            SELECT current_setting('transaction_read_only') UNION ALL
            SELECT CASE WHEN to_regclass('public.experiments') IS NULL THEN has_schema_privilege('public', 'CREATE')
                ELSE has_table_privilege('public.experiments', 'INSERT, UPDATE') END::text
            """,
            cancellationToken).ConfigureAwait(false);
        if (found[0] != "off")
            throw new StorageException(PostgresFailure.ReadOnly(address));
        if (found[1] != "true")
            throw new StorageException($"{address.Name} may not be written by {address.User}; {PostgresFailure.MakeOwner}");
    }

    /// <summary>The ids of its experiments; none where it has had no migration.</summary>
    public async Task<IReadOnlyList<long>> ExperimentIds(CancellationToken cancellationToken)
    {
        var tables = await Column(Ours, cancellationToken).ConfigureAwait(false);
        var ids = tables.Contains("experiments") ? await Column("SELECT id::text FROM experiments", cancellationToken).ConfigureAwait(false) : [];
        return [.. ids.Select(id => long.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>The processes of a cluster that have given a sign of life within a minute, each by role, machine and address.</summary>
    public async Task<IReadOnlyList<string>> Members(CancellationToken cancellationToken)
    {
        var tables = await Column(Ours, cancellationToken).ConfigureAwait(false);
        return tables.Contains("orleansmembershiptable")
            ? await Column(
                """
                SELECT CASE WHEN proxyport > 0 THEN 'control' ELSE 'trainer' END || ' on ' || hostname || ' (' || address || ':' || port || ')'
                FROM orleansmembershiptable WHERE status = 3 AND iamalivetime > now() - interval '1 minute' ORDER BY 1
                """,
                cancellationToken).ConfigureAwait(false)
            : [];
    }

    private async Task<IReadOnlyList<string>> Column(string sql, CancellationToken cancellationToken)
    {
        var opened = new NpgsqlConnection(connection);
        await using (opened.ConfigureAwait(false))
        {
            await opened.OpenAsync(cancellationToken).ConfigureAwait(false);
            var command = opened.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
#pragma warning disable CA2100 // The texts are constants of this class.
                command.CommandText = sql;
#pragma warning restore CA2100
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    var values = new List<string>();
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                        values.Add(reader.GetString(0));
                    return values;
                }
            }
        }
    }
}
