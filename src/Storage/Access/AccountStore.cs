using FastOde.Contracts.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Access;

/// <summary>Accounts in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells when accounts are added, disabled and locked.</param>
internal sealed class AccountStore(DatabaseAccess database, TimeProvider clock) : IAccountStore
{
    // One statement, so that guesses that come at the same moment are all counted.
    private const string CountFailure =
        """
        UPDATE accounts SET
            locked_until = CASE WHEN failed_sign_ins + 1 >= @p1 THEN @p2 ELSE locked_until END,
            failed_sign_ins = CASE WHEN failed_sign_ins + 1 >= @p1 THEN 0 ELSE failed_sign_ins + 1 END
        WHERE name = @p0
        """;

    /// <inheritdoc/>
    public Task<bool> Any(CancellationToken cancellationToken) =>
        database.Read(context => context.Accounts.AnyAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AccountRecord>> List(CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<AccountRecord>)(await context.Accounts.AsNoTracking().OrderBy(account => account.Name).ToListAsync(cancellationToken).ConfigureAwait(false))
            .ConvertAll(Record),
        cancellationToken);

    /// <inheritdoc/>
    public Task<StoredAccount?> Find(string name, CancellationToken cancellationToken) => database.Read(
        async context => await context.Accounts.AsNoTracking().SingleOrDefaultAsync(account => account.Name == name, cancellationToken).ConfigureAwait(false) is { } found
            ? new StoredAccount(Record(found), found.PasswordHash, found.Stamp)
            : null,
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Add(string name, Role role, string passwordHash, string stamp, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            if (await context.Accounts.AnyAsync(account => account.Name == name, cancellationToken).ConfigureAwait(false))
                return false;
            context.Accounts.Add(new AccountEntity { Name = name, Role = role, PasswordHash = passwordHash, Stamp = stamp, CreatedAt = clock.Now() });
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<AccountChange> SetRole(string name, Role role, CancellationToken cancellationToken) =>
        Change(name, account => account.Role = role, cancellationToken);

    /// <inheritdoc/>
    public Task<AccountChange> Disable(string name, string stamp, CancellationToken cancellationToken) =>
        Change(name, account => (account.DisabledAt, account.Stamp) = (account.DisabledAt ?? clock.Now(), stamp), cancellationToken);

    /// <inheritdoc/>
    public Task<AccountChange> Enable(string name, CancellationToken cancellationToken) =>
        Change(name, account => account.DisabledAt = null, cancellationToken);

    /// <inheritdoc/>
    public Task<AccountChange> SetPassword(string name, string passwordHash, string stamp, CancellationToken cancellationToken) => Change(
        name,
        account => (account.PasswordHash, account.Stamp, account.FailedSignIns, account.LockedUntil) = (passwordHash, stamp, 0, null),
        cancellationToken);

    /// <inheritdoc/>
    public Task NoteFailure(string name, int most, TimeSpan lockFor, CancellationToken cancellationToken) => database.Write(
        context => context.Statements.Execute(CountFailure, cancellationToken, name, most, clock.Now() + lockFor), cancellationToken);

    /// <inheritdoc/>
    public Task NoteSuccess(string name, CancellationToken cancellationToken) =>
        Change(name, account => (account.FailedSignIns, account.LockedUntil) = (0, null), cancellationToken);

    private static AccountRecord Record(AccountEntity account) => new()
    {
        Name = account.Name,
        Role = account.Role,
        CreatedAt = account.CreatedAt,
        DisabledAt = account.DisabledAt,
        LockedUntil = account.LockedUntil,
    };

    private static bool IsAdmin(AccountEntity account) => account is { Role: Role.Admin, DisabledAt: null };

    private Task<AccountChange> Change(string name, Action<AccountEntity> change, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            if (await context.Accounts.AsTracking().SingleOrDefaultAsync(account => account.Name == name, cancellationToken).ConfigureAwait(false) is not { } account)
                return AccountChange.Unknown;
            var wasAdmin = IsAdmin(account);
            change(account);
            if (wasAdmin && !IsAdmin(account) && !await HasOtherAdmin(context, account.Id, cancellationToken).ConfigureAwait(false))
                return AccountChange.LastAdmin;
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return AccountChange.Done;
        },
        cancellationToken);

    private static Task<bool> HasOtherAdmin(FastOdeContext context, long id, CancellationToken cancellationToken) => context.Accounts.AsNoTracking()
        .AnyAsync(other => other.Id != id && other.Role == Role.Admin && other.DisabledAt == null, cancellationToken);
}
