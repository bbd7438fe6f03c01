using FastOde.Contracts.Notices;

namespace FastOde.Storage.Notices;

/// <summary>A notice that whoever has claimed it sends now.</summary>
/// <param name="WebhookId">The webhook.</param>
/// <param name="Sequence">Its number at that webhook.</param>
/// <param name="Notice">The notice.</param>
/// <param name="Target">Where it is sent.</param>
/// <param name="Tries">Tries of it that have failed.</param>
/// <param name="Until">When the claim runs out; also what shows that it still holds.</param>
public sealed record ClaimedDelivery(long WebhookId, long Sequence, Notice Notice, WebhookTarget Target, int Tries, DateTimeOffset Until);
