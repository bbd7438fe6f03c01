namespace FastOde.Contracts.Results;

/// <summary>One page of an experiment's trials, by number.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.TrialPage")]
public sealed record TrialPage
{
    /// <summary>The page.</summary>
    [Id(0)]
    public required IReadOnlyList<TrialSummary> Items { get; init; }

    /// <summary>Trials that the experiment has.</summary>
    [Id(1)]
    public required int Total { get; init; }
}
