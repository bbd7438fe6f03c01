using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Experiments;

/// <summary>What an experiment says of all its trials.</summary>
internal static class ExperimentTerms
{
    /// <summary>What a stored experiment says.</summary>
    public static TrialTerms Of(ExperimentDetail experiment) => new()
    {
        Slots = new()
        {
            Priority = experiment.Limits.Priority,
            ConcurrentTrials = experiment.Limits.ConcurrentTrials,
            User = experiment.Summary.SubmittedBy,
        },
        Retries = experiment.Limits.Retries,
        Objective = experiment.Spec.Objective,
        Gpus = TrialNeeds.Usual(experiment.Spec.Trial),
    };
}
