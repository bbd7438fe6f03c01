namespace FastOde.Search.Samplers;

/// <summary>What a sampler may look at: rows that are stored, and nothing else.</summary>
public sealed record SearchHistory
{
    /// <summary>Assignments that were suggested so far.</summary>
    public required int Suggested { get; init; }

    /// <summary>Their trials in the order of the suggestions; empty for samplers that do not learn.</summary>
    public IReadOnlyList<SuggestedTrial> Trials { get; init; } = [];

    /// <summary>
    /// Completed trials of earlier experiments over the same keys, which a sampler that learns may learn from. They were not suggested
    /// here: what they tried may be suggested again.
    /// </summary>
    public IReadOnlyList<SuggestedTrial> Earlier { get; init; } = [];

    /// <summary>All of them.</summary>
    public IEnumerable<SuggestedTrial> All => Earlier.Count == 0 ? Trials : Earlier.Concat(Trials);
}
