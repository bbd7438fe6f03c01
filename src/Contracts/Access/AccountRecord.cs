namespace FastOde.Contracts.Access;

/// <summary>An account as lists show it: nothing of its password.</summary>
public sealed record AccountRecord
{
    /// <summary>Its name, which never changes.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it may do nothing; null where it is enabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when passwords are not even looked at, after too many wrong ones; null where none was wrong.</summary>
    public DateTimeOffset? LockedUntil { get; init; }
}
