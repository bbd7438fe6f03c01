using FastOde.Contracts.Access;

namespace FastOde.Storage.Entities;

/// <summary>A row of <c>accounts</c>.</summary>
internal sealed class AccountEntity
{
    /// <summary>Counted from 1, never used again.</summary>
    public long Id { get; set; }

    /// <summary>Its name.</summary>
    public required string Name { get; set; }

    /// <summary>What it may do.</summary>
    public required Role Role { get; set; }

    /// <summary>The password, hashed with a salt of its own.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>A secret of its sessions; a new one ends them all.</summary>
    public required string Stamp { get; set; }

    /// <summary>Wrong passwords since the last right one or the last lock.</summary>
    public int FailedSignIns { get; set; }

    /// <summary>Until when passwords are not looked at.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>Since when it may do nothing.</summary>
    public DateTimeOffset? DisabledAt { get; set; }
}
