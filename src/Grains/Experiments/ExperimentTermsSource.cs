using System.Collections.Concurrent;
using FastOde.Storage.Experiments;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Finds the terms of experiments. They never change, so each is read once: a spec with a hundred thousand seeds would
/// otherwise be read for each of its trials.
/// </summary>
/// <param name="store">Where experiments are stored.</param>
internal sealed class ExperimentTermsSource(IExperimentStore store)
{
    private readonly ConcurrentDictionary<long, ExperimentTerms> _known = new();

    /// <summary>The terms of an experiment, or null where there is none.</summary>
    public async Task<ExperimentTerms?> Find(long experimentId, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(experimentId, out var known)) return known;
        if (await store.Find(experimentId, cancellationToken) is not { } experiment) return null;
        return _known[experimentId] = new(experiment.Spec.Limits, experiment.Spec.Objective);
    }
}
