namespace FastOde.Contracts.Access;

/// <summary>An account as lists show it: nothing of its password.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Access.AccountRecord")]
public sealed record AccountRecord
{
    /// <summary>Its name, which never changes.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it may do.</summary>
    [Id(1)]
    public required Role Role { get; init; }

    /// <summary>When it was added.</summary>
    [Id(2)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Since when it may do nothing; null where it is enabled.</summary>
    [Id(3)]
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Until when passwords are not even looked at, after too many wrong ones; null where none was wrong.</summary>
    [Id(4)]
    public DateTimeOffset? LockedUntil { get; init; }
}
