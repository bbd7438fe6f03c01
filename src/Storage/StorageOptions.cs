using FastOde.Storage.Artifacts.S3;
using FastOde.Storage.Postgres;

namespace FastOde.Storage;

/// <summary>Which database is used, and how long storage waits for it.</summary>
public sealed record StorageOptions
{
    /// <summary>The PostgreSQL database; null for the SQLite database of the data directory.</summary>
    public PostgresAddress? Database { get; init; }

    /// <summary>The SQLite database that is read in place of the data directory's own; null for that.</summary>
    public string? Copy { get; init; }

    /// <summary>The bucket in which the files of trials are kept; null where the data directory itself is shared, or nobody else's.</summary>
    public S3Address? Artifacts { get; init; }

    /// <summary>
    /// Whether the processes of a cluster share the database. Any number of them may, and a process that does not say so keeps
    /// out of it meanwhile. Only a server can be shared.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>
    /// How long a statement waits for another program that writes to the database before it gives up, and how long a read
    /// waits for a server that does not answer.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a write is tried again while another program holds the database, from the moment it was asked for. Longer
    /// than a lease, so that renewals outlast what attempts outlast.
    /// </summary>
    public TimeSpan WritePatience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the deletion of an experiment can be taken back; nothing of it is removed meanwhile.</summary>
    public TimeSpan UndoTime { get; init; } = TimeSpan.FromMinutes(10);
}
