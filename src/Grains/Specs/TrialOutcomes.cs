using FastOde.Contracts.Results;
using FastOde.Search.Samplers;

namespace FastOde.Grains.Specs;

/// <summary>How trials ended, in the words of samplers and pruners.</summary>
internal static class TrialOutcomes
{
    /// <summary>The outcome of a state.</summary>
    public static TrialOutcome Of(TrialState state) => state switch
    {
        TrialState.Queued or TrialState.Running => TrialOutcome.Unfinished,
        TrialState.Completed => TrialOutcome.Completed,
        TrialState.Pruned => TrialOutcome.Pruned,
        _ => TrialOutcome.Failed,
    };
}
