using FastOde.Contracts.Results;

namespace FastOde.Grains.Experiments;

/// <summary>How an experiment stands now.</summary>
internal static class ExperimentStanding
{
    /// <summary>Its summary with the counts of its trials.</summary>
    /// <param name="experiment">The experiment as it was read.</param>
    /// <param name="board">Its trials.</param>
    /// <param name="state">The state that is stored.</param>
    /// <param name="announced">How it stood when that was last told; null before.</param>
    /// <param name="clock">Tells when it has ended, where nobody has told that yet.</param>
    public static ExperimentSummary Of(ExperimentSummary experiment, TrialBoard board, ExperimentState state, ExperimentSummary? announced, TimeProvider clock) =>
        board.Count(experiment) with
        {
            State = state,
            EndedAt = state is ExperimentState.Completed or ExperimentState.Cancelled
                ? experiment.EndedAt ?? announced?.EndedAt ?? clock.GetUtcNow()
                : null,
        };
}
