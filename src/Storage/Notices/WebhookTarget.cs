namespace FastOde.Storage.Notices;

/// <summary>Where a webhook's notices are sent, and what signs them.</summary>
/// <param name="Address">The address.</param>
/// <param name="Secret">The secret.</param>
public sealed record WebhookTarget(string Address, string Secret)
{
    /// <summary>The address without the secret, for logs.</summary>
    public override string ToString() => Address;
}
