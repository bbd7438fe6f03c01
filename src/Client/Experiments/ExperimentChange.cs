using FastOde.Contracts.Experiments;
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

    /// <summary>Changes one by one, the experiment's own last.</summary>
    internal static IEnumerable<ExperimentChange> Each(ExperimentChanges changes) =>
    [
        .. changes.Points.Select(trial => new ExperimentChange
        {
            Metrics = [.. trial.Value.GroupBy(point => point.Name).Select(series => new MetricSeries { TrialId = trial.Key, Name = series.Key, Points = [.. series] })],
        }),
        .. changes.Evaluations.Count > 0 ? [new ExperimentChange { Evaluations = changes.Evaluations }] : Array.Empty<ExperimentChange>(),
        .. changes.Trials.Select(trial => new ExperimentChange { Trial = trial }),
        .. changes.Experiment is { } experiment ? [new ExperimentChange { Experiment = experiment }] : Array.Empty<ExperimentChange>(),
    ];
}
