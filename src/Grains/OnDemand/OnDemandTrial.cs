using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Programs;

namespace FastOde.Grains.OnDemand;

/// <summary>Refuses work on a trial that has nothing to work on, before it waits in line.</summary>
internal static class OnDemandTrial
{
    /// <summary>Looks for the trial and its checkpoint.</summary>
    /// <param name="results">What is stored.</param>
    /// <param name="trialId">The trial.</param>
    /// <param name="step">The training step whose checkpoint is asked for; null for the newest.</param>
    /// <exception cref="KeyNotFoundException">There is no such trial.</exception>
    /// <exception cref="ExperimentRefusedException">It has learned nothing yet.</exception>
    /// <exception cref="FormatException">It keeps no checkpoint of the step.</exception>
    public static async Task Require(IResultQueries results, string trialId, int? step)
    {
        var trial = await results.Trial(trialId, CancellationToken.None) ?? throw new KeyNotFoundException($"There is no trial {trialId} in this database.");
        if (trial.Spec.Function is { } function)
            throw new ExperimentRefusedException($"Trial {trialId} evaluates {function} and trains nothing; choose a trial that trains.");
        if (KeptCheckpoints.Of(trial.Artifacts, null).Count == 0)
            throw new ExperimentRefusedException($"Trial {trialId} has no checkpoint; wait for its first.");
        if (step is { } asked && KeptCheckpoints.Of(trial.Artifacts, asked).Count == 0)
            throw new FormatException(KeptCheckpoints.Missing(trialId, trial.Artifacts, asked));
    }
}
