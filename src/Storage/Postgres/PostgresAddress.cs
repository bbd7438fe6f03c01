using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace FastOde.Storage.Postgres;

/// <summary>
/// Where a PostgreSQL database is, and how it is reached. It may hold a password, and therefore never writes itself out:
/// what it is called by is all that can be read of it.
/// </summary>
public sealed class PostgresAddress
{
    private const string Expected = "expected a connection string such as \"Host=db.example;Database=fastode;Username=lab\"";

    /// <summary>
    /// How long a transaction may wait for its next statement. A process that is frozen, or cut off, in the middle of one would hold its
    /// rows for ever, and nobody could take its trials over.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly NpgsqlConnectionStringBuilder parts;

    private PostgresAddress(NpgsqlConnectionStringBuilder parts) => this.parts = parts;

    /// <summary>What people know the database by: its name and its server, without user and password.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"database {Database} on {parts.Host}:{parts.Port}");

    /// <summary>The database's name on its server.</summary>
    internal string Database => parts.Database!;

    /// <summary>The user by whom it is opened, in words; the environment may name one.</summary>
    internal string User => parts.Username is { } user ? $"user {user}" : "this user";

    /// <summary>Takes a connection string in.</summary>
    /// <param name="text">Keys and values, as Npgsql documents them.</param>
    /// <exception cref="FormatException">It is none. The message repeats nothing of it, for a part may be a password.</exception>
    public static PostgresAddress Parse(string text)
    {
        NpgsqlConnectionStringBuilder parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            throw new FormatException($"this is no connection string of PostgreSQL; {Expected}");
        }

        if (string.IsNullOrWhiteSpace(parts.Host))
            throw new FormatException($"Host is missing; {Expected}");
        if (string.IsNullOrWhiteSpace(parts.Database))
            throw new FormatException($"Database is missing; {Expected}");
        if (!string.IsNullOrEmpty(parts.SearchPath))
            throw new FormatException("Search Path cannot be chosen: FastOde keeps its tables in a database of its own; name one as Database");
        return new PostgresAddress(parts);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Connections for another library, which never sees the password; to be disposed by the caller.</summary>
    public DbDataSource CreateSource() => NpgsqlDataSource.Create(Named());

    /// <summary>How connections for stores are opened.</summary>
    /// <param name="lockTimeout">How long a statement waits for what another program holds.</param>
    internal string ForStores(TimeSpan lockTimeout)
    {
        var all = Named();
        Add(all, string.Create(CultureInfo.InvariantCulture, $"-c lock_timeout={(int)lockTimeout.TotalMilliseconds} -c idle_in_transaction_session_timeout={(int)LongestSilence.TotalMilliseconds}"));

        // What attempts send is prepared by the driver once it has been sent twice; the user may choose otherwise.
        if (!parts.ContainsKey("Max Auto Prepare"))
            all.MaxAutoPrepare = 100;
        if (!parts.ContainsKey("Auto Prepare Min Usages"))
            all.AutoPrepareMinUsages = 2;
        if (!parts.ContainsKey("Maximum Pool Size"))
            all.MaxPoolSize = 20;
        return all.ToString();
    }

    /// <summary>How the one connection is opened that holds a lock for as long as the process lives.</summary>
    internal string ForLock()
    {
        var one = Named();
        one.Pooling = false;
        one.KeepAlive = 10;

        // Of a machine that has lost its power the server learns only by asking.
        Add(one, "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3");
        return one.ToString();
    }

    private NpgsqlConnectionStringBuilder Named()
    {
        var copy = new NpgsqlConnectionStringBuilder(parts.ConnectionString);
        if (string.IsNullOrEmpty(copy.ApplicationName))
            copy.ApplicationName = Ascii($"fastode {Environment.MachineName} {Environment.ProcessId}");
        return copy;
    }

    private static void Add(NpgsqlConnectionStringBuilder connection, string option) =>
        connection.Options = string.IsNullOrEmpty(connection.Options) ? option : $"{option} {connection.Options}";

    private static string Ascii(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name.Take(63))
            text.Append(char.IsAscii(letter) ? letter : '?');
        return text.ToString();
    }
}
