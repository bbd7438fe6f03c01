namespace FastOde.Search.Samplers;

/// <summary>What a sampler may look at: rows that are stored, and nothing else.</summary>
public sealed record SearchHistory
{
    /// <summary>Assignments that were suggested so far.</summary>
    public required int Suggested { get; init; }

    /// <summary>Their trials in the order of the suggestions; empty for samplers that do not learn.</summary>
    public IReadOnlyList<SuggestedTrial> Trials { get; init; } = [];
}
