using System.Linq.Expressions;
using FastOde.Contracts.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Access;

/// <summary>Tokens in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells whether a token still works.</param>
internal sealed class TokenStore(DatabaseAccess database, TimeProvider clock) : ITokenStore
{
    /// <summary>A program may ask a thousand times a second, and that it was used is worth one write a minute.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromMinutes(1);

    private static readonly Expression<Func<TokenEntity, TokenRecord>> Record = token => new TokenRecord
    {
        Id = token.Id,
        Name = token.Name,
        Account = token.Account!.Name,
        Role = token.Account.Role == Role.Viewer || token.Role == Role.Viewer ? Role.Viewer
            : token.Account.Role == Role.Operator || token.Role == Role.Operator ? Role.Operator
            : Role.Admin,
        CreatedAt = token.CreatedAt,
        ExpiresAt = token.ExpiresAt,
        LastUsedAt = token.LastUsedAt,
        RevokedAt = token.RevokedAt,
    };

    /// <inheritdoc/>
    public Task<long?> Add(string account, string name, Role role, string sha256, DateTimeOffset expiresAt, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            if (await context.Accounts.AsNoTracking().SingleOrDefaultAsync(found => found.Name == account, cancellationToken).ConfigureAwait(false) is not { } owner)
                return (long?)null;
            var token = new TokenEntity { AccountId = owner.Id, Name = name, Role = role, Sha256 = sha256, CreatedAt = clock.Now(), ExpiresAt = expiresAt };
            context.Tokens.Add(token);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return token.Id;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TokenRecord>> List(CancellationToken cancellationToken) => database.Read(
        async context => (IReadOnlyList<TokenRecord>)await context.Tokens.AsNoTracking().OrderBy(token => token.Id).Select(Record).ToListAsync(cancellationToken).ConfigureAwait(false),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<TokenRecord?> Use(string sha256, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var token = await database.Read(
            context => context.Tokens.AsNoTracking()
                .Where(token => token.Sha256 == sha256 && token.RevokedAt == null && token.ExpiresAt > now && token.Account!.DisabledAt == null)
                .Select(Record)
                .SingleOrDefaultAsync(cancellationToken),
            cancellationToken).ConfigureAwait(false);
        if (token is not null && !(now - token.LastUsedAt < NoteEvery))
            await Set(token.Id, found => found.LastUsedAt = now, cancellationToken).ConfigureAwait(false);
        return token;
    }

    /// <inheritdoc/>
    public Task<bool> Revoke(long id, CancellationToken cancellationToken) => Set(id, token => token.RevokedAt ??= clock.Now(), cancellationToken);

    private Task<bool> Set(long id, Action<TokenEntity> change, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            if (await context.Tokens.AsTracking().SingleOrDefaultAsync(found => found.Id == id, cancellationToken).ConfigureAwait(false) is not { } token)
                return false;
            change(token);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return true;
        },
        cancellationToken);
}
