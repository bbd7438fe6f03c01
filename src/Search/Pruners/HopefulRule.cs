using FastOde.Analysis.Statistics;

namespace FastOde.Search.Pruners;

/// <summary>Assignments at a rung by the better end of an interval around the mean of their seeds.</summary>
/// <param name="Reached">Which they are.</param>
/// <param name="Width">Half the width of the interval, in standard errors.</param>
internal sealed record HopefulRule(SeedsAtRungRule Reached, double Width) : RankingRule
{
    public override int Subject(ReportedTrial trial) => trial.Assignment;

    public override double? ValueOf(ReportedTrial trial, ReportHistory history)
    {
        if (Reached.ValueOf(trial, history) is not { } mean || !double.IsFinite(mean))
            return null;
        var spread = Spread.Of(Reached.Values(trial.Assignment, history));
        return mean - (Width * (spread.StandardDeviation ?? 0) / Math.Sqrt(spread.Count));
    }
}
