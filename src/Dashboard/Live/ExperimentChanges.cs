using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Live;

/// <summary>What has changed in one experiment since the last delivery.</summary>
public sealed record ExperimentChanges
{
    /// <summary>The experiment's latest state and counts; null where they have not changed.</summary>
    public ExperimentSummary? Experiment { get; init; }

    /// <summary>The latest of each trial that has changed, by id.</summary>
    public required IReadOnlyDictionary<string, TrialSummary> Trials { get; init; }

    /// <summary>New metric points by trial.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<MetricPoint>> Points { get; init; }

    /// <summary>New rows of evaluation tables.</summary>
    public required IReadOnlyList<EvaluationRecord> Evaluations { get; init; }

    /// <summary>How the connection stands.</summary>
    public required LiveStatus Status { get; init; }
}
