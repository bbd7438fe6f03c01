using FastOde.Contracts.Results;

namespace FastOde.Client.Experiments;

/// <summary>One live change of an experiment; exactly one of the properties is set.</summary>
public sealed record ExperimentChange
{
    /// <summary>The experiment's state or counts have changed.</summary>
    public ExperimentSummary? Experiment { get; init; }

    /// <summary>A trial's state, step or rate has changed.</summary>
    public TrialSummary? Trial { get; init; }

    /// <summary>Metric points of one trial that are new: one series for each metric.</summary>
    public IReadOnlyList<MetricSeries>? Metrics { get; init; }

    /// <summary>Rows of a trial's evaluation table that are new.</summary>
    public IReadOnlyList<EvaluationRecord>? Evaluations { get; init; }
}
