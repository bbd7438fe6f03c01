namespace FastOde.Contracts.Notices;

/// <summary>A webhook that was just made: the only moment at which its secret is shown.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Secret">What signs its notices.</param>
[GenerateSerializer, Immutable, Alias("FastOde.Notices.NewWebhook")]
public sealed record NewWebhook([property: Id(0)] long Id, [property: Id(1)] string Secret)
{
    /// <summary>The webhook without its secret, for logs.</summary>
    public override string ToString() => $"webhook {Id}";
}
