using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Storage;
using FastOde.Storage.Access;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Access;

/// <summary>
/// The one place that every change goes through, whoever asks for it and however: it asks who that is, refuses what is not
/// theirs to make, and writes the audit.
/// </summary>
/// <param name="accounts">The accounts. Where there are none, whoever may talk to this process may do everything.</param>
/// <param name="tokens">The tokens.</param>
/// <param name="audit">Where changes are written down, before they are made.</param>
/// <param name="local">This process's own command line.</param>
/// <param name="logger">Told where the outcome of a change could not be written.</param>
public sealed partial class AccessGate(IAccountStore accounts, ITokenStore tokens, IAuditStore audit, LocalCaller local, ILogger<AccessGate> logger)
{
    /// <summary>The outcome of a change that was made.</summary>
    public const string Done = "done";

    private const string Unknown = "there are accounts here, and this does not say by a session or a token who asks; sign in, or give the client a token (fastode token create)";

    /// <summary>Who a caller is and what they may do now.</summary>
    /// <param name="caller">The caller; null where the call does not say.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Null where nothing shows who it is, and that has to be shown.</returns>
    public async Task<Identity?> Identify(Caller? caller, CancellationToken cancellationToken)
    {
        switch (caller)
        {
            case { Kind: CallerKind.Account, Proof: { } stamp }:
                return await accounts.Find(caller.Name, cancellationToken) is { Account.DisabledAt: null } found && Secrets.AreEqual(stamp, found.Stamp)
                    ? new Identity($"account {found.Account.Name}", found.Account.Role, found.Account.Name)
                    : null;
            case { Kind: CallerKind.Token, Proof: { } text }:
                return await tokens.Use(Secrets.Hash(text), cancellationToken) is { } token
                    ? new Identity($"token {token.Name} of {token.Account}", token.Role, token.Account)
                    : null;
            default:
                return caller is not null && local.Is(caller) || !await accounts.Any(cancellationToken)
                    ? new Identity(Name(caller), Role.Admin, caller is { Name.Length: > 0 } ? caller.Name : null)
                    : null;
        }
    }

    /// <summary>Refuses what only reads, and is not the caller's to read.</summary>
    /// <param name="caller">Who asks; null where the call does not say.</param>
    /// <param name="least">The least role that may read it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="AccessDeniedException">It is not the caller's.</exception>
    public async Task Require(Caller? caller, Role least, CancellationToken cancellationToken)
    {
        if (Refusal(await Identify(caller, cancellationToken), least) is { } refusal)
            throw new AccessDeniedException(refusal);
    }

    /// <summary>Makes a change, or refuses it; either is written down.</summary>
    /// <param name="caller">Who asks; null where the call does not say.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="change">Makes it.</param>
    /// <param name="cancellationToken">Ends it before it has begun.</param>
    /// <param name="conclude">What its result says of what became of it and to what it was done; null where it is done to what was named.</param>
    /// <exception cref="AccessDeniedException">It is not the caller's to make.</exception>
    public Task<T> Change<T>(
        Caller? caller, ChangeRequest request, Func<Task<T>> change, CancellationToken cancellationToken, Func<T, (string Outcome, string? Subject)>? conclude = null) =>
        Change(caller, request, _ => change(), cancellationToken, conclude);

    /// <summary>Makes a change that depends on who asks for it, or refuses it; either is written down.</summary>
    /// <param name="caller">Who asks; null where the call does not say.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="change">Makes it, for that caller.</param>
    /// <param name="cancellationToken">Ends it before it has begun.</param>
    /// <param name="conclude">What its result says of what became of it and to what it was done; null where it is done to what was named.</param>
    /// <exception cref="AccessDeniedException">It is not the caller's to make.</exception>
    public async Task<T> Change<T>(
        Caller? caller, ChangeRequest request, Func<Identity, Task<T>> change, CancellationToken cancellationToken, Func<T, (string Outcome, string? Subject)>? conclude = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(change);
        var identity = await Identify(caller, cancellationToken);
        var entry = await audit.Begin(
            new AuditEntry(identity?.Who ?? $"unknown, as {Name(caller)}", caller?.From, request.Action, request.Subject, request.Details), cancellationToken);
        if (Refusal(identity, request.Least) is { } refusal)
        {
            await End(entry, $"refused: {refusal}", null);
            throw new AccessDeniedException(refusal);
        }

        try
        {
            var result = await change(identity!);
            var (outcome, subject) = conclude?.Invoke(result) ?? (Done, null);
            await End(entry, outcome, subject);
            return result;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await End(entry, $"{(failure is AccountProblemException or ExperimentRefusedException ? "refused" : "failed")}: {failure.Message}", null);
            throw;
        }
    }

    private static string? Refusal(Identity? identity, Role least) => identity switch
    {
        null => Unknown,
        { Role: var role } when role < least => $"{identity.Who} is {role.ToString().ToLowerInvariant()}, and this needs the role {least.ToString().ToLowerInvariant()}; an admin can give it",
        _ => null,
    };

    private static string Name(Caller? caller) => caller is null ? "local" : $"{caller.Kind.ToString().ToLowerInvariant()} {caller.Name}".TrimEnd();

    // The change is made or not made by now, and whoever asked has to hear that.
    private async Task End(long entry, string outcome, string? subject)
    {
        try
        {
            await audit.End(entry, outcome, subject, CancellationToken.None);
        }
        catch (StorageException failure)
        {
            LogUnwritten(entry, outcome, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "entry {Entry} of the audit ends with '{Outcome}', which cannot be written: {Failure}")]
    private partial void LogUnwritten(long entry, string outcome, string failure);
}
