using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace FastOde.Client.Clusters;

/// <summary>The database of a cluster, in which its control processes say where they answer programs.</summary>
internal sealed class ClusterDatabase : IAsyncDisposable
{
    private const string Expected = "expected a connection string such as \"Host=db.example;Database=fastode;Username=lab\"";

    // 3 is a member at work; a trainer answers no programs and has port 0. One that was killed stays a member until another misses it.
    private const string Members =
        """
        SELECT address, proxyport, iamalivetime > now() - interval '1 minute' FROM orleansmembershiptable
        WHERE deploymentid = $1 AND status = 3 AND proxyport > 0 ORDER BY starttime, address, proxyport
        """;

    private readonly NpgsqlConnectionStringBuilder parts;
    private readonly NpgsqlDataSource source;

    private ClusterDatabase(NpgsqlConnectionStringBuilder parts) => (this.parts, source) = (parts, NpgsqlDataSource.Create(parts));

    /// <summary>What people know it by: its name and its server, without user and password.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"database {parts.Database} on {parts.Host}:{parts.Port}");

    /// <summary>Takes a connection string in; nothing is connected.</summary>
    /// <param name="text">Keys and values, as Npgsql documents them.</param>
    /// <param name="timeout">How long a connection and a question may take where the string does not say.</param>
    /// <exception cref="FormatException">It is none. The message repeats nothing of it, for a part may be a password.</exception>
    public static ClusterDatabase Parse(string text, TimeSpan timeout)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(text);
            if (string.IsNullOrWhiteSpace(parts.Host) || string.IsNullOrWhiteSpace(parts.Database))
                throw new FormatException($"Host or Database is missing; {Expected}");
            var seconds = (int)Math.Clamp(Math.Ceiling(timeout.TotalSeconds), 1, 1024);
            if (!parts.ContainsKey("Timeout"))
                parts.Timeout = seconds;
            if (!parts.ContainsKey("Command Timeout"))
                parts.CommandTimeout = seconds;
            if (!parts.ContainsKey("Maximum Pool Size"))
                (parts.MinPoolSize, parts.MaxPoolSize) = (0, 2);
            return new(parts);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidCastException or OverflowException or FormatException { InnerException: not null })
        {
            throw new FormatException($"this is no connection string of PostgreSQL; {Expected}");
        }
    }

    /// <summary>Where the control processes of a cluster answer programs: those that have given a sign of life within a minute, or all where none has.</summary>
    /// <param name="cluster">Name of the cluster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ClusterConnectionException">The database does not say.</exception>
    public async Task<IReadOnlyList<IPEndPoint>> Gateways(string cluster, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = source.CreateCommand(Members);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = cluster });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var found = new List<(IPEndPoint Gateway, bool IsAlive)>();
            while (await reader.ReadAsync(cancellationToken))
                found.Add((new(IPAddress.Parse(reader.GetString(0)), reader.GetInt32(1)), reader.GetBoolean(2)));
            return [.. found.Where(member => member.IsAlive || !found.Any(other => other.IsAlive)).Select(member => member.Gateway)];
        }
        catch (NpgsqlException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw Explain(failure);
        }
        catch (Exception failure) when (failure is SocketException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => source.DisposeAsync();

    private ClusterConnectionException Explain(NpgsqlException failure)
    {
        var user = parts.Username is { } name ? $"user {name}" : "this user";
        return failure switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn } => new(
                ClusterProblem.NoCluster, $"{Name} has no tables of a cluster; name the database that its processes were given with --db", failure),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new(
                ClusterProblem.DatabaseRefused, $"{Name} does not exist; name the one that the processes of the cluster were given with --db", failure),
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege } answer => new(
                ClusterProblem.DatabaseRefused, $"{Name} refuses {user}: {Line(answer.MessageText)}; name another as Username, with its password in PGPASSWORD or ~/.pgpass", failure),
            { InnerException: null } and not PostgresException when failure.Message.StartsWith("No password has been provided", StringComparison.Ordinal) => new(
                ClusterProblem.DatabaseRefused, $"{Name} asks {user} for a password; give it in PGPASSWORD or ~/.pgpass", failure),
            _ => Unreachable(failure),
        };
    }

    private ClusterConnectionException Unreachable(Exception failure)
    {
        var innermost = failure;
        while (innermost is not PostgresException && innermost.InnerException is { } inner)
            innermost = inner;
        var reason = innermost is PostgresException answer ? answer.MessageText : innermost.Message;
        return new(ClusterProblem.DatabaseUnreachable, $"{Name} cannot be reached: {Line(reason)}; start the server, or name another as Host", failure);
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").TrimEnd('.');
}
