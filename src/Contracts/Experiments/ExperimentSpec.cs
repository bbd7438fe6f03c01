namespace FastOde.Contracts.Experiments;

/// <summary>A study: one trial description, the space to search over it, and its limits (DESIGN §4).</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ExperimentSpec")]
public sealed record ExperimentSpec
{
    /// <summary>Name shown everywhere; not unique.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>Every assignment is run once a seed.</summary>
    [Id(1)]
    public IReadOnlyList<long> Seeds { get; init; } = [0];

    /// <summary>What a trial does where the search space says nothing else.</summary>
    [Id(2)]
    public required TrialSpec Trial { get; init; }

    /// <summary>Which assignments are tried.</summary>
    [Id(3)]
    public SearchSpec Search { get; init; } = new();

    /// <summary>What is minimised or maximised; null where the study only compares.</summary>
    [Id(4)]
    public ObjectiveSpec? Objective { get; init; }

    /// <summary>How much may run at once and how often a trial may be tried again.</summary>
    [Id(5)]
    public LimitsSpec Limits { get; init; } = new();

    /// <summary>The text the spec was read from, kept as it was written.</summary>
    [Id(6)]
    public string Source { get; init; } = "";
}
