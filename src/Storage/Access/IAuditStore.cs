namespace FastOde.Storage.Access;

/// <summary>Writes the audit: first that something was asked for, then what became of it.</summary>
public interface IAuditStore
{
    /// <summary>Writes down what was asked for.</summary>
    /// <param name="entry">The entry; its id and time are given here.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>Its id.</returns>
    Task<long> Begin(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Writes down what became of it.</summary>
    /// <param name="id">The entry.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="subject">What it was done to, where that has only now become known.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task End(long id, string outcome, string? subject, CancellationToken cancellationToken);

    /// <summary>Removes the entries of what was asked for before a moment, and no younger one.</summary>
    /// <param name="moment">The moment; an entry of exactly then stays.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>How many they were.</returns>
    Task<int> RemoveBefore(DateTimeOffset moment, CancellationToken cancellationToken);
}
