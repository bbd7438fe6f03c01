using FastOde.Contracts.Notices;

namespace FastOde.Storage.Notices;

/// <summary>Webhooks, and what waits to be sent to them. Every method is one transaction.</summary>
public interface IWebhookStore
{
    /// <summary>Notices that wait for one webhook at most; of more, the oldest are dropped.</summary>
    const int MostWaiting = 10_000;

    /// <summary>Notices that are kept at most, beside those that wait.</summary>
    const int MostKept = 1_000;

    /// <summary>Adds a webhook.</summary>
    /// <param name="address">Where notices are sent.</param>
    /// <param name="kinds">What it is told of.</param>
    /// <param name="secret">What signs its notices.</param>
    /// <param name="most">Webhooks at most, with this one.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>Its id; null where there are too many.</returns>
    Task<long?> Add(string address, IReadOnlyList<NoticeKind> kinds, string secret, int most, CancellationToken cancellationToken);

    /// <summary>All webhooks by id.</summary>
    Task<IReadOnlyList<WebhookRecord>> List(CancellationToken cancellationToken);

    /// <summary>Address and secret of a webhook; null where there is none.</summary>
    Task<WebhookTarget?> Target(long id, CancellationToken cancellationToken);

    /// <summary>Removes a webhook with what waits for it.</summary>
    /// <returns>False where there is no such webhook.</returns>
    Task<bool> Remove(long id, CancellationToken cancellationToken);

    /// <summary>Webhooks that something waits for and that may be sent to now; null where there is none that is served at all.</summary>
    Task<IReadOnlyList<long>?> Due(CancellationToken cancellationToken);

    /// <summary>Takes the next of what waits for a webhook, so that nobody else sends to it meanwhile.</summary>
    /// <param name="id">The webhook.</param>
    /// <param name="hold">How long nobody else sends: longer than a try takes.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    /// <returns>Null where nothing waits, or somebody else sends.</returns>
    Task<ClaimedDelivery?> Claim(long id, TimeSpan hold, CancellationToken cancellationToken);

    /// <summary>Notes that a delivery was accepted, and lets the next be sent; nothing happens where the claim has run out.</summary>
    Task Accept(ClaimedDelivery delivery, string outcome, CancellationToken cancellationToken);

    /// <summary>Notes that a delivery was not accepted; nothing happens where the claim has run out.</summary>
    /// <param name="delivery">The delivery.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="pause">How long nothing is sent; null where the webhook is given up.</param>
    /// <param name="cancellationToken">Ends it before it has happened.</param>
    Task Refuse(ClaimedDelivery delivery, string outcome, TimeSpan? pause, CancellationToken cancellationToken);

    /// <summary>Notes what became of a test; where it was accepted, the webhook is served again and at once.</summary>
    Task NoteTest(long id, bool isAccepted, string outcome, CancellationToken cancellationToken);

    /// <summary>Removes what is more than is kept.</summary>
    Task Trim(CancellationToken cancellationToken);
}
