namespace FastOde.Contracts.Access;

/// <summary>
/// Manages accounts and tokens. Every method is for admins, whoever calls it, and each change is written to the audit.
/// </summary>
public interface IAccounts
{
    /// <summary>All accounts by name.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    Task<IReadOnlyList<AccountRecord>> Accounts(Caller caller, CancellationToken cancellationToken);

    /// <summary>All tokens by id.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    Task<IReadOnlyList<TokenRecord>> Tokens(Caller caller, CancellationToken cancellationToken);

    /// <summary>Adds an account.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">The name or the password cannot be taken.</exception>
    Task Add(Caller caller, string name, Role role, string password, CancellationToken cancellationToken);

    /// <summary>Gives an account another role, also in sessions that are open.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such account, or no other admin.</exception>
    Task SetRole(Caller caller, string name, Role role, CancellationToken cancellationToken);

    /// <summary>Takes an account and its tokens all they may do, and ends its sessions.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such account, or no other admin.</exception>
    Task Disable(Caller caller, string name, CancellationToken cancellationToken);

    /// <summary>Gives a disabled account back what its role may do.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such account.</exception>
    Task Enable(Caller caller, string name, CancellationToken cancellationToken);

    /// <summary>Gives an account another password, unlocks it, and ends its sessions.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such account, or the password cannot be taken.</exception>
    Task SetPassword(Caller caller, string name, string password, CancellationToken cancellationToken);

    /// <summary>Makes a token.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="account">The account that answers for it.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="role">What it may do at most; never more than its account.</param>
    /// <param name="days">Days until it stops to work.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such account, or the name or the days cannot be taken.</exception>
    Task<NewToken> CreateToken(Caller caller, string account, string name, Role role, int days, CancellationToken cancellationToken);

    /// <summary>Makes a token stop to work.</summary>
    /// <exception cref="AccessDeniedException">The caller is no admin.</exception>
    /// <exception cref="AccountProblemException">There is no such token.</exception>
    Task RevokeToken(Caller caller, long id, CancellationToken cancellationToken);
}
