using System.Threading.Channels;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Client.Experiments;

/// <summary>Turns calls to an observer into changes that can be read one by one.</summary>
internal sealed class ExperimentWatcher(ChannelWriter<ExperimentChange> changes) : IExperimentObserver
{
    /// <inheritdoc/>
    public Task ExperimentChanged(ExperimentSummary experiment) => Write(new() { Experiment = experiment });

    /// <inheritdoc/>
    public Task TrialChanged(TrialSummary trial) => Write(new() { Trial = trial });

    /// <inheritdoc/>
    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points) => Write(new()
    {
        Metrics = [.. points.GroupBy(point => point.Name).Select(series => new MetricSeries
        {
            TrialId = trialId,
            Name = series.Key,
            Points = [.. series],
        })],
    });

    /// <inheritdoc/>
    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows) => Write(new() { Evaluations = rows });

    private Task Write(ExperimentChange change)
    {
        changes.TryWrite(change);
        return Task.CompletedTask;
    }
}
