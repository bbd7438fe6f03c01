namespace FastOde.Contracts.Access;

/// <summary>Which entries of the audit are wanted, the newest first.</summary>
public sealed record AuditFilter
{
    /// <summary>Entries before this one only; null for the newest.</summary>
    public long? Before { get; init; }

    /// <summary>Entries at most.</summary>
    public int Take { get; init; } = 50;

    /// <summary>Entries whose <see cref="AuditRecord.Who"/> or <see cref="AuditRecord.Subject"/> has this text; null for all.</summary>
    public string? About { get; init; }
}
