using System.Collections.Concurrent;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Grains.Tests.TestSupport;

/// <summary>Remembers what an observer is told.</summary>
internal sealed class ObservedChanges : IExperimentObserver
{
    /// <summary>How often it was told something.</summary>
    public int Messages { get; private set; }

    public ConcurrentQueue<ExperimentSummary> Experiments { get; } = new();

    public ConcurrentQueue<TrialSummary> Trials { get; } = new();

    public ConcurrentQueue<MetricPoint> Metrics { get; } = new();

    public ConcurrentQueue<EvaluationRecord> Evaluations { get; } = new();

    public Task Changed(ExperimentChanges changes)
    {
        Messages++;
        if (changes.Experiment is { } experiment)
            Experiments.Enqueue(experiment);
        foreach (var trial in changes.Trials)
            Trials.Enqueue(trial);
        foreach (var point in changes.Points.Values.SelectMany(points => points))
            Metrics.Enqueue(point);
        foreach (var row in changes.Evaluations)
            Evaluations.Enqueue(row);
        return Task.CompletedTask;
    }
}
