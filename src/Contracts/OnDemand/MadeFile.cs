namespace FastOde.Contracts.OnDemand;

/// <summary>A file that was made when somebody asked for it, and is kept for a while.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
[GenerateSerializer, Immutable, Alias("FastOde.OnDemand.MadeFile")]
public sealed record MadeFile([property: Id(0)] string Name, [property: Id(1)] long Bytes);
