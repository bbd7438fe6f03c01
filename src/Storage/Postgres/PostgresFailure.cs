using System.Net.Sockets;
using Npgsql;

namespace FastOde.Storage.Postgres;

/// <summary>Says in one line what PostgreSQL's errors mean for the user of a database, and which of them end by themselves.</summary>
/// <param name="address">The database.</param>
internal sealed class PostgresFailure(PostgresAddress address)
{
    /// <summary>What to do about a user who lacks rights.</summary>
    public const string MakeOwner = "make that user the owner of the database";

    // What the driver has no name for: a transaction that waited too long for its next statement.
    private const string EndedInSilence = "25P03";

    private enum Kind
    {
        OfTheProgram,
        Unreachable,
        Held,
        TooMany,
        Refused,
        Absent,
        Forbidden,
        Full,
        NoMemory,
        ReadOnly,
        InputOutput,
        Damaged,
        TablesGone,
    }

    private string Name => address.Name;

    /// <summary>The line for a database that takes no writes.</summary>
    public static string ReadOnly(PostgresAddress address) => $"{address.Name} is read-only; name the primary server as Host of --db, or make the database writable";

    /// <summary>The line for an error, or null where it is a fault of the program and not of the database.</summary>
    public StorageException? Explain(Exception exception)
    {
        var text = KindOf(exception) switch
        {
            Kind.Unreachable => $"{Name} cannot be reached: {Reason(exception)}; start the server, or check Host and Port of --db",
            Kind.Held => $"{Name} is held by another program; close it (a database shell, a backup) and try again",
            Kind.TooMany => $"{Name} takes no more connections; close some, or raise the server's max_connections",
            Kind.Refused => $"{Name} does not let in {address.User}: check Username of --db, and the password in PGPASSWORD or ~/.pgpass",
            Kind.Absent => $"{Name} does not exist; create it (createdb {address.Database}) or name another as Database of --db",
            Kind.Forbidden => $"{Name} may not be used by {address.User}: {Reason(exception)}; {MakeOwner}",
            Kind.Full => $"{Name} cannot grow: the server's disk is full; free some space there and run 'fastode resume'",
            Kind.NoMemory => $"{Name} cannot be used: the server has not enough memory; end other programs there",
            Kind.ReadOnly => ReadOnly(address),
            Kind.InputOutput => $"{Name} cannot be read or written: {Reason(exception)}; check the disk of the server",
            Kind.Damaged => $"{Name} is damaged; restore it from a backup or name another as Database of --db",
            Kind.TablesGone => $"{Name} has lost tables; restore it from a backup, or end this program and start it anew",
            _ => null,
        };
        return text is null ? null : new StorageException(text, exception);
    }

    /// <summary>What a call waits for, where the error ends without anybody doing anything here; otherwise null.</summary>
    public string? Waiting(Exception exception) => KindOf(exception) switch
    {
        Kind.Unreachable => $"{Name} cannot be reached; reads and writes wait until it answers",
        Kind.Held => $"{Name} is held by another program; writes wait until it lets go",
        Kind.TooMany => $"{Name} takes no more connections; reads and writes wait for one",
        _ => null,
    };

    private static Kind KindOf(Exception? exception)
    {
        // Who gives up waiting finds the server's answer to that inside.
        if (exception is OperationCanceledException)
            return Kind.OfTheProgram;
        while (exception is not null)
        {
            switch (exception)
            {
                case PostgresException answer:
                    return KindOf(answer.SqlState);
                case NpgsqlException { InnerException: IOException or SocketException or TimeoutException }:
                case SocketException:
                    return Kind.Unreachable;
                case NpgsqlException { InnerException: null } driver:
                    return KindOfDriver(driver.Message);
                default:
                    exception = exception.InnerException;
                    break;
            }
        }

        return Kind.OfTheProgram;
    }

    // The driver has words, and no code, for what it finds out by itself.
    private static Kind KindOfDriver(string message) => message switch
    {
        _ when message.Contains("connection pool has been exhausted", StringComparison.Ordinal) => Kind.TooMany,
        _ when message.StartsWith("No password has been provided", StringComparison.Ordinal) => Kind.Refused,
        _ => Kind.OfTheProgram,
    };

    private static Kind KindOf(string state) => state switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => Kind.Refused,
        PostgresErrorCodes.InvalidCatalogName => Kind.Absent,
        PostgresErrorCodes.InsufficientPrivilege => Kind.Forbidden,
        PostgresErrorCodes.DiskFull => Kind.Full,
        PostgresErrorCodes.OutOfMemory => Kind.NoMemory,
        PostgresErrorCodes.TooManyConnections => Kind.TooMany,
        PostgresErrorCodes.ReadOnlySqlTransaction => Kind.ReadOnly,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => Kind.Held,
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow => Kind.Unreachable,
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => Kind.Damaged,
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.DatabaseDropped => Kind.TablesGone,
        PostgresErrorCodes.ObjectNotInPrerequisiteState or EndedInSilence => Kind.Unreachable,
        _ when state.StartsWith("08", StringComparison.Ordinal) => Kind.Unreachable,
        _ when state.StartsWith("58", StringComparison.Ordinal) => Kind.InputOutput,
        _ => Kind.OfTheProgram,
    };

    /// <summary>The innermost of what the system and the server said, in one line.</summary>
    private static string Reason(Exception exception)
    {
        while (exception is not PostgresException && exception.InnerException is { } inner)
            exception = inner;
        var text = exception is PostgresException answer ? answer.MessageText : exception.Message;
        return text.ReplaceLineEndings(" ").TrimEnd('.');
    }
}
