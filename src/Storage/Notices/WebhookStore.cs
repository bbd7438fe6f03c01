using FastOde.Contracts.Notices;
using FastOde.Storage.Database;
using FastOde.Storage.Entities;
using Microsoft.EntityFrameworkCore;

namespace FastOde.Storage.Notices;

/// <summary>Webhooks in the database.</summary>
/// <param name="database">The database.</param>
/// <param name="bell">Rings where a test has taken a webhook up again.</param>
/// <param name="clock">Tells what is due.</param>
internal sealed class WebhookStore(DatabaseAccess database, NoticeBell bell, TimeProvider clock) : IWebhookStore
{
    private const string ClaimNext =
        """
        UPDATE webhooks SET due_at = @p1 WHERE id = @p0 AND due_at <= @p2 AND stopped_at IS NULL
            AND EXISTS (SELECT 1 FROM deliveries WHERE deliveries.webhook_id = webhooks.id)
        """;

    /// <inheritdoc/>
    public Task<long?> Add(string address, IReadOnlyList<NoticeKind> kinds, string secret, int most, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            if (await context.Webhooks.CountAsync(cancellationToken).ConfigureAwait(false) >= most)
                return (long?)null;
            var now = clock.Now();
            var webhook = new WebhookEntity { Address = address, Kinds = KindText.Of(kinds), Secret = secret, CreatedAt = now, DueAt = now };
            context.Webhooks.Add(webhook);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            return webhook.Id;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<WebhookRecord>> List(CancellationToken cancellationToken) => database.Read(
        async context =>
        {
            var rows = await context.Webhooks.AsNoTracking().OrderBy(webhook => webhook.Id)
                .Select(webhook => new { Webhook = webhook, Waiting = context.Deliveries.Count(delivery => delivery.WebhookId == webhook.Id) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<WebhookRecord>)[.. rows.Select(row => Record(row.Webhook, row.Waiting))];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<WebhookTarget?> Target(long id, CancellationToken cancellationToken) => database.Read(
        context => context.Webhooks.Where(webhook => webhook.Id == id).Select(webhook => new WebhookTarget(webhook.Address, webhook.Secret)).SingleOrDefaultAsync(cancellationToken),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> Remove(long id, CancellationToken cancellationToken) => database.Write(
        async context => await context.Webhooks.Where(webhook => webhook.Id == id).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false) > 0,
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<long>?> Due(CancellationToken cancellationToken) => database.Read(
        async context =>
        {
            var now = clock.Now();
            var served = await context.Webhooks.Where(webhook => webhook.StoppedAt == null).OrderBy(webhook => webhook.Id)
                .Select(webhook => new { webhook.Id, IsDue = webhook.DueAt <= now && context.Deliveries.Any(delivery => delivery.WebhookId == webhook.Id) })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return served.Count == 0 ? null : (IReadOnlyList<long>)[.. served.Where(webhook => webhook.IsDue).Select(webhook => webhook.Id)];
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<ClaimedDelivery?> Claim(long id, TimeSpan hold, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var now = clock.Now();
            var until = now + hold;
            if (await context.Statements.Execute(ClaimNext, cancellationToken, id, until, now).ConfigureAwait(false) == 0)
                return null;
            var webhook = await context.Webhooks.AsNoTracking().SingleAsync(row => row.Id == id, cancellationToken).ConfigureAwait(false);
            var next = await context.Deliveries.AsNoTracking().Where(delivery => delivery.WebhookId == id).OrderBy(delivery => delivery.Sequence)
                .Select(delivery => new { delivery.Sequence, delivery.NoticeId }).FirstAsync(cancellationToken).ConfigureAwait(false);
            var notice = await context.Notices.AsNoTracking().Where(row => row.Id == next.NoticeId).Select(NoticeStore.Record).SingleAsync(cancellationToken).ConfigureAwait(false);
            return new ClaimedDelivery(id, next.Sequence, notice, new(webhook.Address, webhook.Secret), webhook.Tries, until);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task Accept(ClaimedDelivery delivery, string outcome, CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            var now = clock.Now();
            var held = await Held(context, delivery).ExecuteUpdateAsync(
                set => set.SetProperty(webhook => webhook.DueAt, now).SetProperty(webhook => webhook.Tries, 0)
                    .SetProperty(webhook => webhook.LastAt, now).SetProperty(webhook => webhook.LastAcceptedAt, now).SetProperty(webhook => webhook.LastOutcome, outcome),
                cancellationToken).ConfigureAwait(false);
            if (held > 0)
                await context.Deliveries.Where(row => row.WebhookId == delivery.WebhookId && row.Sequence == delivery.Sequence).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task Refuse(ClaimedDelivery delivery, string outcome, TimeSpan? pause, CancellationToken cancellationToken) => database.Write(
        context =>
        {
            var now = clock.Now();
            var due = now + (pause ?? TimeSpan.Zero);
            DateTimeOffset? stopped = pause is null ? now : null;
            return Held(context, delivery).ExecuteUpdateAsync(
                set => set.SetProperty(webhook => webhook.DueAt, due).SetProperty(webhook => webhook.Tries, webhook => webhook.Tries + 1)
                    .SetProperty(webhook => webhook.LastAt, now).SetProperty(webhook => webhook.LastOutcome, outcome).SetProperty(webhook => webhook.StoppedAt, stopped),
                cancellationToken);
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task NoteTest(long id, bool isAccepted, string outcome, CancellationToken cancellationToken)
    {
        await database.Write(
            async context =>
            {
                if (await context.Webhooks.AsTracking().SingleOrDefaultAsync(webhook => webhook.Id == id, cancellationToken).ConfigureAwait(false) is not { } webhook)
                    return;
                (webhook.LastAt, webhook.LastOutcome) = (clock.Now(), outcome);
                if (isAccepted)
                    (webhook.DueAt, webhook.Tries, webhook.StoppedAt) = (clock.Now(), 0, null);
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        if (isAccepted)
            bell.Ring();
    }

    /// <inheritdoc/>
    public Task Trim(CancellationToken cancellationToken) => database.Write(
        async context =>
        {
            await context.Deliveries.Where(delivery => delivery.Sequence <= delivery.Webhook!.Sequence - IWebhookStore.MostWaiting).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Notices.Where(notice => notice.Id <= context.Notices.Max(latest => latest.Id) - IWebhookStore.MostKept && !context.Deliveries.Any(delivery => delivery.NoticeId == notice.Id))
                .ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        },
        cancellationToken);

    /// <summary>The webhook of a claim that holds: nobody else has taken it, and no test has freed it.</summary>
    private static IQueryable<WebhookEntity> Held(FastOdeContext context, ClaimedDelivery delivery) =>
        context.Webhooks.Where(webhook => webhook.Id == delivery.WebhookId && webhook.DueAt == delivery.Until);

    private static WebhookRecord Record(WebhookEntity webhook, int waiting) => new()
    {
        Id = webhook.Id,
        Address = webhook.Address,
        Kinds = KindText.Read(webhook.Kinds),
        CreatedAt = webhook.CreatedAt,
        Waiting = waiting,
        Tries = webhook.Tries,
        LastAt = webhook.LastAt,
        LastOutcome = webhook.LastOutcome,
        LastAcceptedAt = webhook.LastAcceptedAt,
        DueAt = webhook.DueAt,
        StoppedAt = webhook.StoppedAt,
    };
}
