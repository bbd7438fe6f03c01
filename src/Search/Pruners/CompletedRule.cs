using FastOde.Search.Samplers;

namespace FastOde.Search.Pruners;

/// <summary>Trials that completed, by what they reported.</summary>
/// <param name="Step">The step of the report; null for the newest.</param>
internal sealed record CompletedRule(int? Step) : RankingRule
{
    public override double? ValueOf(ReportedTrial trial, ReportHistory history) =>
        trial.Outcome == TrialOutcome.Completed && (Step is { } step ? trial.At(step) : trial.Last) is { } report ? Ranked(report.Value) : null;
}
