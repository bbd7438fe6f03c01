namespace FastOde.Contracts.Trials;

/// <summary>What the trials of an experiment may take of the slots, and before whom.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.SlotTerms")]
public sealed record SlotTerms
{
    /// <summary>Higher goes first.</summary>
    [Id(0)]
    public int Priority { get; init; }

    /// <summary>Most slots at once, at least 1; null for as many as there are.</summary>
    [Id(1)]
    public int? ConcurrentTrials { get; init; }

    /// <summary>Who submitted the experiment, whose experiments together may be bounded; null where nobody said.</summary>
    [Id(2)]
    public string? User { get; init; }
}
