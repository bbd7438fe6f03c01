namespace FastOde.Search.Pruners;

/// <summary>Trials that compete on a ladder and have reached a rung, by their first report at it or after it.</summary>
/// <param name="Ladder">The ladder.</param>
/// <param name="Step">Steps of the rung.</param>
internal sealed record RungRule(HalvingLadder Ladder, int Step) : RankingRule
{
    public override double? ValueOf(ReportedTrial trial, ReportHistory history) =>
        Ladder.Competes(trial) && trial.From(Step) is { } report ? Ranked(report.Value) : null;
}
