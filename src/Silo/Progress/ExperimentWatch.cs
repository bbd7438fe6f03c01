using FastOde.Client.Experiments;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Silo.Progress;

/// <summary>Follows several experiments to their end as one stream of changes.</summary>
/// <param name="experiments">Gives a handle on an experiment, here or in another process.</param>
internal sealed class ExperimentWatch(Func<long, ExperimentHandle> experiments)
{
    private readonly Lock gate = new();

    /// <summary>Waits until every experiment has ended and reports each change on the way.</summary>
    /// <param name="experimentIds">The experiments.</param>
    /// <param name="changed">Called with every trial that has changed, one at a time.</param>
    /// <param name="counted">Called with every experiment whose counts have changed, one at a time.</param>
    /// <param name="cancellationToken">Ends the watch, not the experiments.</param>
    public Task UntilEnded(IReadOnlyList<long> experimentIds, Action<TrialSummary> changed, Action<ExperimentSummary> counted, CancellationToken cancellationToken) =>
        Task.WhenAll(experimentIds.Select(id => Follow(experiments(id), changed, counted, cancellationToken)));

    private async Task Follow(
        ExperimentHandle experiment, Action<TrialSummary> changed, Action<ExperimentSummary> counted, CancellationToken cancellationToken)
    {
        await foreach (var change in experiment.WatchAsync(ExperimentInterest.AllTrials, cancellationToken))
        {
            lock (gate)
            {
                if (change.Trial is { } trial)
                    changed(trial);
                if (change.Experiment is { } summary)
                    counted(summary);
            }
        }
    }
}
