namespace FastOde.Contracts.Access;

/// <summary>A token of a program as lists show it. Its text is shown once, when it is made, and stored nowhere.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Access.TokenRecord")]
public sealed record TokenRecord
{
    /// <summary>Counted from 1, never used again.</summary>
    [Id(0)]
    public required long Id { get; init; }

    /// <summary>What it is for, in the words of who made it.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>The account that answers for it; while that is disabled, so is the token.</summary>
    [Id(2)]
    public required string Account { get; init; }

    /// <summary>What it may do: the lesser of its own role and its account's.</summary>
    [Id(3)]
    public required Role Role { get; init; }

    /// <summary>When it was made.</summary>
    [Id(4)]
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops to work.</summary>
    [Id(5)]
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null where it never was.</summary>
    [Id(6)]
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    [Id(7)]
    public DateTimeOffset? RevokedAt { get; init; }
}
