using FastOde.Contracts.Notices;

namespace FastOde.Silo.Views;

/// <summary>A webhook, without its secret.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Address">Where messages are sent.</param>
/// <param name="On">What it is told of, as <c>--on</c> takes it.</param>
/// <param name="State">How it is with it, in a few words.</param>
/// <param name="Waiting">Messages that wait to be sent.</param>
/// <param name="Tries">Failed tries of the one that is next.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastAt">When something was last sent; null before.</param>
/// <param name="LastOutcome">What became of that; null before.</param>
/// <param name="StoppedAt">When it was given up; null while it is served.</param>
internal sealed record WebhookView(
    long Id, string Address, IReadOnlyList<string> On, string State, int Waiting, int Tries, DateTimeOffset CreatedAt, DateTimeOffset? LastAt, string? LastOutcome, DateTimeOffset? StoppedAt)
{
    /// <summary>Shows a webhook.</summary>
    /// <param name="webhook">The webhook.</param>
    public static WebhookView Of(WebhookRecord webhook) => new(
        webhook.Id, webhook.Address, [.. webhook.Kinds.Select(kind => kind.Word())], webhook.State, webhook.Waiting, webhook.Tries,
        webhook.CreatedAt, webhook.LastAt, webhook.LastOutcome, webhook.StoppedAt);
}
