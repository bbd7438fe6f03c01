using FastOde.Contracts.Access;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>tokens</c>.</summary>
internal sealed class TokenEntity
{
    /// <summary>Counted from 1, never used again.</summary>
    public long Id { get; set; }

    /// <summary>The account that answers for it.</summary>
    public required long AccountId { get; set; }

    /// <summary>That account.</summary>
    public AccountEntity? Account { get; set; }

    /// <summary>What it is for.</summary>
    public required string Name { get; set; }

    /// <summary>What it may do at most.</summary>
    public required Role Role { get; set; }

    /// <summary>SHA-256 of its text, in hexadecimal digits. The text is random and as long as the hash, so that it needs no salt.</summary>
    public required string Sha256 { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When it stops to work.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
