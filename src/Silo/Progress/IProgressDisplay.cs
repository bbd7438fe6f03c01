using FastOde.Contracts.Results;

namespace FastOde.Silo.Progress;

/// <summary>Shows how trials move.</summary>
internal interface IProgressDisplay
{
    /// <summary>Shows progress for as long as <paramref name="watch"/> runs.</summary>
    /// <param name="ended">Trials that had ended before: they count, and nothing is said of their end.</param>
    /// <param name="watch">Calls its argument, on one thread at a time, with every trial that has changed.</param>
    Task Show(IReadOnlyList<TrialSummary> ended, Func<Action<TrialSummary>, Task> watch);

    /// <summary>Takes in how many trials an experiment is to have; called with every change of its counts.</summary>
    void Count(ExperimentSummary experiment);
}
