namespace FastOde.Contracts.Experiments;

/// <summary>
/// What an observer wants to hear of an experiment beside its state and counts, which everybody hears: of which trials, by id.
/// Null means all trials, those that come later among them; an empty list means none.
/// </summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ExperimentInterest")]
public sealed record ExperimentInterest
{
    /// <summary>All that there is to hear.</summary>
    public static ExperimentInterest Everything { get; } = new();

    /// <summary>How all trials stand, and nothing that they measure.</summary>
    public static ExperimentInterest AllTrials { get; } = new() { Points = [], Evaluations = [] };

    /// <summary>The experiment's state and counts alone.</summary>
    public static ExperimentInterest Summary { get; } = AllTrials with { Trials = [] };

    /// <summary>Trials whose state, step and rate are wanted.</summary>
    [Id(0)]
    public IReadOnlyList<string>? Trials { get; init; }

    /// <summary>Trials whose metric points are wanted.</summary>
    [Id(1)]
    public IReadOnlyList<string>? Points { get; init; }

    /// <summary>Trials whose evaluation rows are wanted.</summary>
    [Id(2)]
    public IReadOnlyList<string>? Evaluations { get; init; }
}
