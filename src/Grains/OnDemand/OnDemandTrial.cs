using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Grains.OnDemand;

/// <summary>Refuses work on a trial that has nothing to work on, before it waits in line.</summary>
internal static class OnDemandTrial
{
    /// <summary>Looks for the trial and its checkpoint.</summary>
    /// <param name="results">What is stored.</param>
    /// <param name="trialId">The trial.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="ExperimentRefusedException">It has learned nothing yet.</exception>
    public static async Task Require(IResultQueries results, string trialId)
    {
        var trial = await results.Trial(trialId, CancellationToken.None) ?? throw new KeyNotFoundException($"There is no trial {trialId} in this database.");
        if (trial.Spec.Function is { } function)
            throw new ExperimentRefusedException($"Trial {trialId} evaluates {function} and trains nothing; choose a trial that trains.");
        if (!trial.Artifacts.Any(file => file.Kind == ArtifactKinds.Checkpoint))
            throw new ExperimentRefusedException($"Trial {trialId} has no checkpoint; wait for its first.");
    }
}
