using FastOde.Contracts.Access;

namespace FastOde.Storage.Access;

/// <summary>An account with its secrets, which go no further than to whoever compares them.</summary>
/// <param name="Account">The account.</param>
/// <param name="PasswordHash">The password, hashed with a salt of its own.</param>
/// <param name="Stamp">The secret of its sessions.</param>
public sealed record StoredAccount(AccountRecord Account, string PasswordHash, string Stamp)
{
    /// <summary>The account without its secrets, for logs.</summary>
    public override string ToString() => Account.ToString();
}
