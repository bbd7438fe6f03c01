using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Metrics;
using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Writes down what a trainer reports, and may stop it at a step.</summary>
public sealed class RecordingObserver : ITrainingObserver
{
    /// <summary>Metrics by name and step; a value that is reported again must be the same.</summary>
    public Dictionary<(string Name, int Step), double> Metrics { get; } = [];

    /// <summary>Evaluated values by step; a value that is reported again must be the same.</summary>
    public Dictionary<int, double> Evaluations { get; } = [];

    /// <summary>Steps of the checkpoints written.</summary>
    public List<int> Checkpoints { get; } = [];

    /// <summary>Checkpoints that could not be used.</summary>
    public List<CheckpointException> Rejected { get; } = [];

    /// <summary>Where each run began.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>Called with each step that reports progress.</summary>
    public Action<int>? OnProgress { get; set; }

    /// <summary>Called with each evaluation.</summary>
    public Action<EvaluationTable>? OnEvaluated { get; set; }

    /// <inheritdoc/>
    public void Started(int step) => Starts.Add(step);

    /// <inheritdoc/>
    public void CheckpointRejected(CheckpointException error) => Rejected.Add(error);

    /// <inheritdoc/>
    public void Progressed(int step, double iterationsPerSecond) => OnProgress?.Invoke(step);

    /// <inheritdoc/>
    public void Measured(IReadOnlyList<TrainingMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            if (!Metrics.TryAdd((metric.Name, metric.Step), metric.Value))
                Assert.Equal(Metrics[(metric.Name, metric.Step)], metric.Value);
        }
    }

    /// <inheritdoc/>
    public void Evaluated(int step, EvaluationTable table)
    {
        OnEvaluated?.Invoke(table);
        if (!Evaluations.TryAdd(step, table.Rows[0].Value))
            Assert.Equal(Evaluations[step], table.Rows[0].Value);
    }

    /// <inheritdoc/>
    public void CheckpointDue(int step) => Assert.DoesNotContain(step, Checkpoints);

    /// <inheritdoc/>
    public void CheckpointWritten(CheckpointFile file) => Checkpoints.Add(file.Step);
}
