using FastOde.Contracts.Results;

namespace FastOde.Contracts.Trials;

/// <summary>How an attempt ended, told by the trainer.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.AttemptOutcome")]
public sealed record AttemptOutcome
{
    /// <summary>The attempt's lease.</summary>
    [Id(0)]
    public required AttemptLease Lease { get; init; }

    /// <summary>Any state but Running and Interrupted.</summary>
    [Id(1)]
    public required AttemptState State { get; init; }

    /// <summary>The last step done.</summary>
    [Id(2)]
    public required int Step { get; init; }

    /// <summary>Mean rate of this attempt; null where no step was made.</summary>
    [Id(3)]
    public double? IterationsPerSecond { get; init; }

    /// <summary>SHA-256 of the final weights; null unless completed.</summary>
    [Id(4)]
    public string? WeightsSha256 { get; init; }

    /// <summary>What went wrong, for people.</summary>
    [Id(5)]
    public string? Message { get; init; }

    /// <summary>Evaluations of networks that training has spent, those of earlier attempts among them; null where nobody counted them.</summary>
    [Id(6)]
    public long? NetworkEvaluations { get; init; }
}
