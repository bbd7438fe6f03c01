namespace FastOde.Contracts.Access;

/// <summary>Which entries of the audit are wanted, the newest first.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Access.AuditFilter")]
public sealed record AuditFilter
{
    /// <summary>Entries before this one only; null for the newest.</summary>
    [Id(0)]
    public long? Before { get; init; }

    /// <summary>Entries at most.</summary>
    [Id(1)]
    public int Take { get; init; } = 50;

    /// <summary>Entries whose <see cref="AuditRecord.Who"/> or <see cref="AuditRecord.Subject"/> has this text; null for all.</summary>
    [Id(2)]
    public string? About { get; init; }
}
