using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Storage.Access;

namespace FastOde.Silo.Access;

/// <summary>Manages accounts and tokens for the command line and the dashboard alike.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="tokens">The tokens.</param>
/// <param name="gate">What every change goes through.</param>
/// <param name="clock">Tells when tokens are made.</param>
internal sealed class Accounts(IAccountStore accounts, ITokenStore tokens, AccessGate gate, TimeProvider clock) : IAccounts
{
    /// <summary>What the text of a token begins with, so that one that has got into a file is recognised.</summary>
    public const string TokenPrefix = "fastode_";

    /// <summary>The longest life of a token, in days.</summary>
    public const int MostDays = 3650;

    /// <inheritdoc/>
    async Task<IReadOnlyList<AccountRecord>> IAccounts.Accounts(Caller caller, CancellationToken cancellationToken)
    {
        await gate.Require(caller, Role.Admin, cancellationToken);
        return await accounts.List(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<TokenRecord>> Tokens(Caller caller, CancellationToken cancellationToken)
    {
        await gate.Require(caller, Role.Admin, cancellationToken);
        return await tokens.List(cancellationToken);
    }

    /// <inheritdoc/>
    public Task Add(Caller caller, string name, Role role, string password, CancellationToken cancellationToken) => Change(
        caller,
        "account.add",
        Named(name),
        Word(role),
        async () =>
        {
            Refuse(name, AccountName.Problem(name));
            Refuse(name, Passwords.Problem(password));
            if (!await accounts.Add(name, role, Passwords.Hash(password), Secrets.New(), cancellationToken))
                throw new AccountProblemException($"{name}: there is an account of this name; choose another, or change that one");
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task SetRole(Caller caller, string name, Role role, CancellationToken cancellationToken) =>
        ChangeAccount(caller, "account.role", name, Word(role), () => accounts.SetRole(name, role, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task Disable(Caller caller, string name, CancellationToken cancellationToken) =>
        ChangeAccount(caller, "account.disable", name, null, () => accounts.Disable(name, Secrets.New(), cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task Enable(Caller caller, string name, CancellationToken cancellationToken) =>
        ChangeAccount(caller, "account.enable", name, null, () => accounts.Enable(name, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task SetPassword(Caller caller, string name, string password, CancellationToken cancellationToken) => ChangeAccount(
        caller,
        "account.password",
        name,
        null,
        () =>
        {
            Refuse(name, Passwords.Problem(password));
            return accounts.SetPassword(name, Passwords.Hash(password), Secrets.New(), cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<NewToken> CreateToken(Caller caller, string account, string name, Role role, int days, CancellationToken cancellationToken) => Change(
        caller,
        "token.create",
        $"token {name} of {account}",
        string.Create(CultureInfo.InvariantCulture, $"{Word(role)}, {days} days"),
        async () =>
        {
            Refuse(name, AccountName.Problem(name));
            if (days is < 1 or > MostDays)
                throw new AccountProblemException($"{name}: {days} days cannot be taken; expected 1 to {MostDays}");
            var text = TokenPrefix + Secrets.New();
            var expires = clock.GetUtcNow().AddDays(days);
            return await tokens.Add(account, name, role, Secrets.Hash(text), expires, cancellationToken) is { } id ? new NewToken(id, text, expires) : throw Unknown(account);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task RevokeToken(Caller caller, long id, CancellationToken cancellationToken) => Change(
        caller,
        "token.revoke",
        string.Create(CultureInfo.InvariantCulture, $"token {id}"),
        null,
        async () => await tokens.Revoke(id, cancellationToken) ? true : throw new AccountProblemException($"{id}: no token has this id; fastode token list shows them"),
        cancellationToken);

    private static string Named(string account) => $"account {account}";

    private static string Word(Role role) => role.ToString().ToLowerInvariant();

    private static void Refuse(string subject, string? problem)
    {
        if (problem is not null)
            throw new AccountProblemException($"{subject}: {problem}");
    }

    private static AccountProblemException Unknown(string account) => new($"{account}: no account has this name; fastode account list shows them");

    private Task<T> Change<T>(Caller caller, string action, string subject, string? details, Func<Task<T>> change, CancellationToken cancellationToken) =>
        gate.Change(caller, new ChangeRequest(action, Role.Admin, subject, details), change, cancellationToken);

    private Task<AccountChange> ChangeAccount(Caller caller, string action, string account, string? details, Func<Task<AccountChange>> change, CancellationToken cancellationToken) => Change(
        caller,
        action,
        Named(account),
        details,
        async () => await change() switch
        {
            AccountChange.Unknown => throw Unknown(account),
            AccountChange.LastAdmin => throw new AccountProblemException($"{account} is the only account that may manage accounts; give another one the role admin first"),
            var done => done,
        },
        cancellationToken);
}
