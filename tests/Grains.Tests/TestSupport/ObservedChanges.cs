using System.Collections.Concurrent;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Remembers what an observer is told.</summary>
internal sealed class ObservedChanges : IExperimentObserver
{
    public ConcurrentQueue<ExperimentSummary> Experiments { get; } = new();

    public ConcurrentQueue<TrialSummary> Trials { get; } = new();

    public ConcurrentQueue<MetricPoint> Metrics { get; } = new();

    public ConcurrentQueue<EvaluationRecord> Evaluations { get; } = new();

    public Task ExperimentChanged(ExperimentSummary experiment)
    {
        Experiments.Enqueue(experiment);
        return Task.CompletedTask;
    }

    public Task TrialChanged(TrialSummary trial)
    {
        Trials.Enqueue(trial);
        return Task.CompletedTask;
    }

    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points)
    {
        foreach (var point in points) Metrics.Enqueue(point);
        return Task.CompletedTask;
    }

    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows)
    {
        foreach (var row in rows) Evaluations.Enqueue(row);
        return Task.CompletedTask;
    }
}
