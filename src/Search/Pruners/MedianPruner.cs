using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>
/// The median rule of Golovin et al. (KDD 2017), as it is usually read: a trial is stopped where its best value so far is worse
/// than the median of what the completed trials reported at the same step. A judgement takes O(log n) for n trials, once the
/// step was asked for.
/// </summary>
/// <param name="spec">Its keys.</param>
/// <param name="problem">The experiment; the rule needs nothing of it.</param>
public sealed class MedianPruner(MedianPrunerSpec spec, PruningProblem problem) : IPruner
{
    private readonly MedianPrunerSpec spec = problem.Steps > spec.Warmup
        ? spec
        : throw new ArgumentException($"search.pruner.warmup: {spec.Warmup} steps go by without judgement, but a trial has {problem.Steps}; give fewer, or pruner: none.");

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial)
    {
        ArgumentNullException.ThrowIfNull(known);
        var own = known[trial];
        if (own.Last is not { } last || last.Step < spec.Warmup)
            return PruningDecision.NothingToJudge;
        var due = ((last.Step - spec.Warmup) / spec.Interval * spec.Interval) + spec.Warmup;
        if (!own.JustReached(due) || known.Ranking(new CompletedRule(null)).Count < spec.Startup)
            return PruningDecision.NothingToJudge;

        var at = known.Ranking(new CompletedRule(last.Step));
        var best = own.Reports.Select(report => report.Value).Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min();
        if (double.IsPositiveInfinity(best))
            return PruningDecision.Stop($"none of its values up to step {last.Step} is a finite number");
        var trials = $"the median of {at.Count} completed trials at step {last.Step}";
        return best > at.Median()
            ? PruningDecision.Stop($"its best value is worse than {trials}")
            : PruningDecision.GoOn(at.Count == 0 ? $"no completed trial reported at step {last.Step}" : $"its best value is no worse than {trials}");
    }

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known) => [];
}
