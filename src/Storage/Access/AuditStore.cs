using FastOde.Contracts.Access;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Access;

/// <summary>The audit in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="clock">Tells when something is asked for.</param>
internal sealed class AuditStore(DatabaseAccess database, TimeProvider clock) : IAuditStore, IAuditQueries
{
    private const string Conclude = "UPDATE audit SET outcome = @p1, subject = COALESCE(@p2, subject) WHERE id = @p0";

    /// <inheritdoc/>
    public Task<long> Begin(AuditEntry entry, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var row = new AuditEntity
            {
                At = clock.Now(),
                Who = Stored(context, entry.Who)!,
                Address = entry.From,
                Action = entry.Action,
                Subject = Stored(context, entry.Subject),
                Details = Stored(context, entry.Details),
            };
            context.Audit.Add(row);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return row.Id;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task End(long id, string outcome, string? subject, CancellationToken cancellationToken) => database.Write(
        context => context.Statements.Execute(Conclude, cancellationToken, id, outcome, subject), cancellationToken);

    /// <inheritdoc/>
    public Task<int> RemoveBefore(DateTimeOffset moment, CancellationToken cancellationToken) => database.Write(
        context => context.Audit.Where(row => row.At < moment).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<AuditRecord>> Entries(AuditFilter filter, CancellationToken cancellationToken = default) => database.Read(
        async context =>
        {
            var rows = context.Audit.AsNoTracking();
            if (filter.Before is { } before)
                rows = rows.Where(row => row.Id < before);
            if (!string.IsNullOrEmpty(filter.About))
                rows = rows.Where(row => row.Who.Contains(filter.About) || row.Subject!.Contains(filter.About));
            return (IReadOnlyList<AuditRecord>)await rows.OrderByDescending(row => row.Id).Take(Math.Max(0, filter.Take)).Select(row => new AuditRecord
            {
                Id = row.Id,
                At = row.At,
                Who = row.Who,
                From = row.Address,
                Action = row.Action,
                Subject = row.Subject,
                Details = row.Details,
                Outcome = row.Outcome,
            }).ToListAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    // The words of others go in here, and one database cannot hold every character.
    private static string? Stored(FastOdeContext context, string? text) => text is null ? null : (string)context.Stored(text);
}
