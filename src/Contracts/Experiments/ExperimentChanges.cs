using FastOde.Contracts.Results;

namespace FastOde.Contracts.Experiments;

/// <summary>What has changed in one experiment within a short while: of whatever changed repeatedly, the latest.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ExperimentChanges")]
public sealed record ExperimentChanges
{
    /// <summary>Nothing.</summary>
    public static ExperimentChanges None { get; } = new();

    /// <summary>The experiment's latest state and counts; null where they have not changed.</summary>
    [Id(0)]
    public ExperimentSummary? Experiment { get; init; }

    /// <summary>The latest of each trial that has changed.</summary>
    [Id(1)]
    public IReadOnlyList<TrialSummary> Trials { get; init; } = [];

    /// <summary>New metric points by trial.</summary>
    [Id(2)]
    public IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>> Points { get; init; } = new Dictionary<string, IReadOnlyList<MetricPoint>>();

    /// <summary>New rows of evaluation tables.</summary>
    [Id(3)]
    public IReadOnlyList<EvaluationRecord> Evaluations { get; init; } = [];

    /// <summary>Whether nothing has changed.</summary>
    public bool IsEmpty => Experiment is null && Trials.Count == 0 && Points.Count == 0 && Evaluations.Count == 0;
}
