namespace FastOde.Contracts.Notices;

/// <summary>What became of a test of a webhook.</summary>
/// <param name="IsAccepted">Whether it was answered with success.</param>
/// <param name="Outcome">What the address answered, or why nothing did, for people.</param>
[GenerateSerializer, Immutable, Alias("FastOde.Notices.WebhookTest")]
public sealed record WebhookTest([property: Id(0)] bool IsAccepted, [property: Id(1)] string Outcome);
