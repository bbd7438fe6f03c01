namespace FastOde.Storage.Database;

/// <summary>
/// The database behind the stores: everything of it that differs from one kind to another. The model, the stores and the
/// queries are written once above it.
/// </summary>
internal interface IDatabase
{
    /// <summary>What people know it by, for messages; never with a password.</summary>
    string Name { get; }

    /// <summary>The program that keeps it.</summary>
    string Product { get; }

    /// <summary>A context, to be disposed by the caller.</summary>
    FastOdeContext CreateContext();

    /// <summary>Makes sure, before a connection is opened, that the database is still this process's own where it was made so.</summary>
    /// <exception cref="StorageException">Another process has made it its own.</exception>
    Task RequireOwnership(CancellationToken cancellationToken);

    /// <summary>Makes sure that the database is where it was, and lets go of unused connections where it is not.</summary>
    /// <exception cref="StorageException">It is gone.</exception>
    Task RequirePresence(CancellationToken cancellationToken);

    /// <summary>
    /// Creates the database, or applies the migrations it lacks, and keeps other processes of this program from writing to
    /// it. One that cannot be used is left as it is.
    /// </summary>
    /// <exception cref="StorageException">It cannot be used; the message says why.</exception>
    Task Initialize(CancellationToken cancellationToken);

    /// <summary>What the database is, looked at without changing it; null where there is none yet.</summary>
    /// <exception cref="StorageException">It cannot be used; the message says why.</exception>
    Task<DatabaseInspection?> Inspect(CancellationToken cancellationToken);

    /// <summary>The ids of its experiments, whatever version wrote it; none where there is no database.</summary>
    Task<IReadOnlyList<long>> ExperimentIds(CancellationToken cancellationToken);

    /// <summary>The processes of the cluster that share it now, in words, in order; none where none do.</summary>
    Task<IReadOnlyList<string>> Members(CancellationToken cancellationToken);

    /// <summary>Bytes that it takes on disk.</summary>
    Task<long> Size(CancellationToken cancellationToken);

    /// <summary>Writes it anew without the room of what was deleted, while no other process of this program uses it.</summary>
    /// <exception cref="StorageException">Another process does.</exception>
    Task Compact(CancellationToken cancellationToken);

    /// <summary>
    /// For an error that ends by itself, as another program's lock does, the line that says what is waited for; null for
    /// any other.
    /// </summary>
    string? Waiting(Exception exception);

    /// <summary>The line for an error of the machine's; null for a fault of the program.</summary>
    StorageException? Explain(Exception exception);
}
