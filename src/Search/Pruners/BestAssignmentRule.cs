using FastOde.Search.Samplers;

namespace FastOde.Search.Pruners;

/// <summary>Assignments of which a seed completed, by the mean of what those reported last.</summary>
internal sealed record BestAssignmentRule : RankingRule
{
    public override int Subject(ReportedTrial trial) => trial.Assignment;

    public override double? ValueOf(ReportedTrial trial, ReportHistory history)
    {
        double[] values = [.. history.Seeds(trial.Assignment).Where(seed => seed.Outcome == TrialOutcome.Completed).Select(seed => seed.Last).OfType<TrialReport>().Select(report => report.Value)];
        return values.Length == 0 ? null : Ranked(values.Average());
    }
}
