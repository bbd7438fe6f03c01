using FastOde.Specs;

namespace FastOde.Contracts.Results;

/// <summary>A trial with everything that is stored about it but its measurements.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrialDetail")]
public sealed record TrialDetail
{
    /// <summary>The trial.</summary>
    [Id(0)]
    public required TrialSummary Summary { get; init; }

    /// <summary>What it runs, the assignment applied.</summary>
    [Id(1)]
    public required TrialSpec Spec { get; init; }

    /// <summary>Its attempts, the first first.</summary>
    [Id(2)]
    public required IReadOnlyList<AttemptRecord> Attempts { get; init; }

    /// <summary>Its files.</summary>
    [Id(3)]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; init; }

    /// <summary>
    /// Numbers of the earlier trials whose end was not known when this one was suggested, while all the others' were. Null
    /// where the sampler looks at no results.
    /// </summary>
    [Id(4)]
    public IReadOnlyList<int>? Pending { get; init; }

    /// <summary>Attempts that count no more against its retries: those before it was queued again by hand.</summary>
    [Id(5)]
    public long ForgivenAttempts { get; init; }
}
