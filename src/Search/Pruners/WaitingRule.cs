using FastOde.Search.Samplers;

namespace FastOde.Search.Pruners;

/// <summary>Those of a rung that were stopped there and may be promoted, with the same values.</summary>
/// <param name="Reached">Those of the rung.</param>
/// <param name="Step">Steps of the rung.</param>
/// <param name="Next">Steps of the rung above.</param>
internal sealed record WaitingRule(RankingRule Reached, int Step, int Next) : RankingRule
{
    public override int Subject(ReportedTrial trial) => Reached.Subject(trial);

    public override double? ValueOf(ReportedTrial trial, ReportHistory history) =>
        history.Seeds(trial.Assignment).Any(other => Subject(other) == Subject(trial) && Waits(other)) ? Reached.ValueOf(trial, history) : null;

    /// <summary>Whether a trial was stopped at the rung.</summary>
    internal bool Waits(ReportedTrial trial) => trial is { Outcome: TrialOutcome.Pruned, Last: { } last } && last.Step >= Step && last.Step < Next;
}
