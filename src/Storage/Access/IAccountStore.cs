using FastOde.Contracts.Access;

namespace FastOde.Storage.Access;

/// <summary>The accounts. None is ever deleted, because the audit speaks of them.</summary>
public interface IAccountStore
{
    /// <summary>Whether there is any account, enabled or not: then everybody has to say who they are.</summary>
    Task<bool> Any(CancellationToken cancellationToken);

    /// <summary>All accounts by name.</summary>
    Task<IReadOnlyList<AccountRecord>> List(CancellationToken cancellationToken);

    /// <summary>An account with its secrets, or null.</summary>
    Task<StoredAccount?> Find(string name, CancellationToken cancellationToken);

    /// <summary>Adds an account.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="role">What it may do.</param>
    /// <param name="passwordHash">Its password, hashed.</param>
    /// <param name="stamp">The secret of its sessions.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>False where the name is taken.</returns>
    Task<bool> Add(string name, Role role, string passwordHash, string stamp, CancellationToken cancellationToken);

    /// <summary>Gives an account another role.</summary>
    Task<AccountChange> SetRole(string name, Role role, CancellationToken cancellationToken);

    /// <summary>Takes an account all it may do.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stamp">Another secret, which ends its sessions.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task<AccountChange> Disable(string name, string stamp, CancellationToken cancellationToken);

    /// <summary>Gives a disabled account back what its role may do.</summary>
    Task<AccountChange> Enable(string name, CancellationToken cancellationToken);

    /// <summary>Gives an account another password and unlocks it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="passwordHash">The password, hashed.</param>
    /// <param name="stamp">Another secret, which ends its sessions.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task<AccountChange> SetPassword(string name, string passwordHash, string stamp, CancellationToken cancellationToken);

    /// <summary>Counts a wrong password; too many of them lock the account and are counted anew.</summary>
    /// <param name="name">The account; nothing happens where there is none.</param>
    /// <param name="most">The wrong passwords that lock it.</param>
    /// <param name="lockFor">For how long.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task NoteFailure(string name, int most, TimeSpan lockFor, CancellationToken cancellationToken);

    /// <summary>Forgets wrong passwords, after a right one.</summary>
    Task NoteSuccess(string name, CancellationToken cancellationToken);
}
