using FastOde.Contracts.Results;
using Orleans.Concurrency;

namespace FastOde.Contracts.Experiments;

/// <summary>Receives the live changes of one experiment; calls come one way and in no guaranteed order.</summary>
[Alias("FastOde.IExperimentObserver")]
public interface IExperimentObserver : IGrainObserver
{
    /// <summary>The experiment's state or counts have changed.</summary>
    [Alias("ExperimentChanged"), OneWay]
    Task ExperimentChanged(ExperimentSummary experiment);

    /// <summary>A trial's state, step or rate has changed.</summary>
    [Alias("TrialChanged"), OneWay]
    Task TrialChanged(TrialSummary trial);

    /// <summary>A trial has written metric points.</summary>
    [Alias("MetricsAdded"), OneWay]
    Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points);

    /// <summary>A trial has been evaluated.</summary>
    [Alias("EvaluationsAdded"), OneWay]
    Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows);
}
