namespace FastOde.Contracts.Trials;

/// <summary>The right to run a trial: every write names the epoch, and the store refuses an epoch that is not the trial's current one.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.AttemptLease")]
public sealed record AttemptLease
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required string TrialId { get; init; }

    /// <summary>Rises by one with every attempt of the trial.</summary>
    [Id(1)]
    public required long Epoch { get; init; }

    /// <summary>The slot that holds the lease.</summary>
    [Id(2)]
    public required string SlotId { get; init; }

    /// <summary>When the lease ends unless it is renewed.</summary>
    [Id(3)]
    public required DateTimeOffset ExpiresAt { get; init; }
}
