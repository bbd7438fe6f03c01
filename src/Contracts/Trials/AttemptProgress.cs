namespace FastOde.Contracts.Trials;

/// <summary>A sign of life from a running attempt.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.AttemptProgress")]
public sealed record AttemptProgress
{
    /// <summary>The attempt's lease.</summary>
    [Id(0)]
    public required AttemptLease Lease { get; init; }

    /// <summary>Steps done.</summary>
    [Id(1)]
    public required int Step { get; init; }

    /// <summary>Current rate.</summary>
    [Id(2)]
    public required double IterationsPerSecond { get; init; }
}
