using FastOde.Search.Samplers;

namespace FastOde.Search.Pruners;

/// <summary>Assignments of which enough seeds have reached a rung, by the mean of these.</summary>
/// <param name="Step">Steps of the rung.</param>
/// <param name="Seeds">Seeds of an assignment that must have reached it.</param>
/// <param name="All">Seeds that an assignment has; those that ended before the rung cannot be waited for.</param>
internal sealed record SeedsAtRungRule(int Step, int Seeds, int All) : RankingRule
{
    public override int Subject(ReportedTrial trial) => trial.Assignment;

    public override double? ValueOf(ReportedTrial trial, ReportHistory history)
    {
        var values = Values(trial.Assignment, history);
        return values.Length == 0 || Missing(trial.Assignment, history) > 0 ? null : Ranked(values.Average());
    }

    /// <summary>The first reports of an assignment's seeds at the rung or after it.</summary>
    internal double[] Values(int assignment, ReportHistory history) =>
        [.. history.Seeds(assignment).Select(trial => trial.From(Step)).OfType<TrialReport>().Select(report => report.Value)];

    /// <summary>How many seeds of an assignment have still to come, before it is judged.</summary>
    internal int Missing(int assignment, ReportHistory history)
    {
        var lost = history.Seeds(assignment).Count(trial => trial.Outcome is TrialOutcome.Failed or TrialOutcome.Completed && trial.From(Step) is null);
        return Math.Max(0, Math.Min(Seeds, All - lost) - Values(assignment, history).Length);
    }
}
