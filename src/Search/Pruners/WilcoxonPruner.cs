using System.Globalization;
using FastOde.Analysis.Statistics;
using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>
/// Stops a trial whose assignment is worse than the best of those with a completed trial, by Wilcoxon's signed-rank test of the
/// paired differences, one-sided. It goes on where the mean of its pairs is no worse, whatever the test says. A judgement takes
/// O(r) for the r reports of the two, and is as exact as <see cref="SignedRank"/>.
/// </summary>
/// <param name="spec">Its keys.</param>
/// <param name="problem">The experiment.</param>
public sealed class WilcoxonPruner(WilcoxonPrunerSpec spec, PruningProblem problem) : IPruner
{
    private readonly WilcoxonPrunerSpec spec = spec.Pairs == PairedValues.Reports || problem.Seeds >= Math.Max(2, spec.Startup)
        ? spec
        : throw new ArgumentException($"search.pruner.pairs: With pairs: seeds an experiment of {problem.Seeds} {(problem.Seeds == 1 ? "seed" : "seeds")} never has the {Math.Max(2, spec.Startup)} pairs needed; give more seeds, a smaller startup, or pairs: reports.");

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial)
    {
        ArgumentNullException.ThrowIfNull(known);
        var own = known[trial];
        var ranking = known.Ranking(new BestAssignmentRule());
        if (own.Last is not { } last || ranking.Count == 0)
            return PruningDecision.NothingToJudge;
        var best = ranking.SubjectAt(0);
        if (best == own.Assignment || !double.IsFinite(ranking.ValueOf(best)!.Value))
            return PruningDecision.NothingToJudge;
        var differences = Differences(known, own.Assignment, best);
        if (differences.Count < spec.Startup)
            return PruningDecision.NothingToJudge;

        var p = SignedRank.Of(differences).Greater;
        var where = string.Create(CultureInfo.InvariantCulture, $"the best assignment over {differences.Count} pairs up to step {last.Step:N0} (Wilcoxon, p = {p:0.####})");
        return p < spec.P && differences.Average() > 0 ? PruningDecision.Stop($"worse than {where}") : PruningDecision.GoOn($"not shown to be worse than {where}");
    }

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known) => [];

    private List<double> Differences(ReportHistory known, int own, int best)
    {
        var others = known.Seeds(best).ToLookup(trial => trial.Seed);
        return
        [
            .. from trial in known.Seeds(own)
               from other in others[trial.Seed].Take(1)
               from difference in Pairs(trial, other)
               select difference,
        ];
    }

    private IEnumerable<double> Pairs(ReportedTrial own, ReportedTrial best)
    {
        var differences = own.Reports.Reverse()
            .Select(report => (report.Value, Best: best.At(report.Step)?.Value))
            .Where(pair => pair.Best is { } other && (double.IsFinite(pair.Value) || double.IsFinite(other)))
            .Select(pair => Worst(pair.Value) - Worst(pair.Best!.Value));
        return spec.Pairs == PairedValues.Seeds ? differences.Take(1) : differences;
    }

    private static double Worst(double value) => double.IsFinite(value) ? value : double.PositiveInfinity;
}
