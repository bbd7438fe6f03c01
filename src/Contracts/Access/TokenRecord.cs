namespace FastOde.Contracts.Access;

/// <summary>A token of a program as lists show it. Its text is shown once, when it is made, and stored nowhere.</summary>
public sealed record TokenRecord
{
    /// <summary>Counted from 1, never used again.</summary>
    public required long Id { get; init; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public required string Name { get; init; }

    /// <summary>The account that answers for it; while that is disabled, so is the token.</summary>
    public required string Account { get; init; }

    /// <summary>What it may do: the lesser of its own role and its account's.</summary>
    public required Role Role { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it stops to work.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null where it never was.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked; null where it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}
