namespace FastOde.Contracts.Access;

/// <summary>Reads the audit.</summary>
public interface IAuditQueries
{
    /// <summary>Entries of the audit, the newest first.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<AuditRecord>> Entries(AuditFilter filter, CancellationToken cancellationToken = default);
}
