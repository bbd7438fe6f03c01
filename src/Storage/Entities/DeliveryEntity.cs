namespace FastOde.Storage.Entities;

/// <summary>A row of <c>deliveries</c>: a notice that waits to be sent to a webhook. It goes when it was accepted.</summary>
internal sealed class DeliveryEntity
{
    /// <summary>The webhook.</summary>
    public required long WebhookId { get; set; }

    /// <summary>Counted from 1 for that webhook, in the order in which they were stored, without gaps.</summary>
    public required long Sequence { get; set; }

    /// <summary>The notice.</summary>
    public required long NoticeId { get; set; }

    /// <summary>The webhook.</summary>
    public WebhookEntity? Webhook { get; set; }

    /// <summary>The notice.</summary>
    public NoticeEntity? Notice { get; set; }
}
