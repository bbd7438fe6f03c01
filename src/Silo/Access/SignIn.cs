using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;
using FastOde.Grains.Access;
using FastOde.Storage.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace FastOde.Silo.Access;

/// <summary>Begins sessions. Every try stands in the audit; who tries learns only whether it worked.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="audit">Where tries are written down.</param>
/// <param name="clock">Tells whether an account is locked.</param>
internal sealed class SignIn(IAccountStore accounts, IAuditStore audit, TimeProvider clock) : ISignIn
{
    /// <summary>Wrong passwords in a row that lock an account.</summary>
    public const int MostFailures = 5;

    /// <summary>For how long it is locked.</summary>
    public static readonly TimeSpan Lock = TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    async Task<bool> ISignIn.SignIn(HttpContext context, string name, string password)
    {
        var from = context.Connection.RemoteIpAddress?.ToString();
        if (await Check(name, password, from, context.RequestAborted) is not { } account)
            return false;
        var caller = new Caller { Kind = CallerKind.Account, Name = account.Account.Name, Proof = account.Stamp };
        const string Cookie = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(Cookie, VisitorClaims.Principal(caller, account.Account.Role, Cookie));
        return true;
    }

    /// <inheritdoc/>
    public Task SignOut(HttpContext context) => context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);

    /// <summary>The account of a name and its password, or null; it takes as long whatever is wrong.</summary>
    /// <param name="name">What was typed as name.</param>
    /// <param name="password">What was typed as password.</param>
    /// <param name="from">The address it came from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<StoredAccount?> Check(string name, string password, string? from, CancellationToken cancellationToken)
    {
        var found = AccountName.Problem(name) is null ? await accounts.Find(name, cancellationToken) : null;
        var isRight = await Task.Run(() => Passwords.IsRight(found?.PasswordHash, password), cancellationToken);
        var refusal = Refusal(found?.Account, isRight);

        // Not what was typed: somebody may have typed the password into the wrong field.
        var subject = found is null ? null : $"account {found.Account.Name}";
        var entry = await audit.Begin(new AuditEntry(refusal is null ? subject! : "unknown", from, "sign-in", subject), cancellationToken);
        if (refusal is null)
            await accounts.NoteSuccess(name, cancellationToken);
        else if (found is not null && !isRight && !IsLocked(found.Account))
            await accounts.NoteFailure(name, MostFailures, Lock, cancellationToken);
        await audit.End(entry, refusal is null ? AccessGate.Done : $"refused: {refusal}", null, cancellationToken);
        return refusal is null ? found : null;
    }

    private string? Refusal(AccountRecord? account, bool isRight) => account switch
    {
        null => "no account has this name",
        { DisabledAt: not null } => "the account is disabled",
        _ when IsLocked(account) => string.Create(CultureInfo.InvariantCulture, $"the account is locked until {account.LockedUntil:u}"),
        _ when !isRight => "the password is wrong",
        _ => null,
    };

    private bool IsLocked(AccountRecord account) => account.LockedUntil > clock.GetUtcNow();
}
