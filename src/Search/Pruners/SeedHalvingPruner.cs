using System.Globalization;
using FastOde.Analysis.Statistics;
using FastOde.Specs.Pruners;
using MathNet.Numerics.Distributions;

namespace FastOde.Search.Pruners;

/// <summary>
/// Asynchronous halving of assignments by the mean of their seeds. With n assignments at a rung the best ⌊n/η⌋ go on, at least one,
/// and so does another whose mean cannot be told from that of the last of these: where the difference is within
/// t·√(s₁²/n₁ + s₂²/n₂), with Student's quantile for the smaller number of seeds less one. So one lucky seed promotes nothing,
/// and one unlucky seed stops nothing.
/// </summary>
/// <remarks>
/// A judgement takes O(log n + seeds). Those to promote are looked for from the most hopeful one on, O(seeds) each, until none
/// behind it can pass.
/// </remarks>
public sealed class SeedHalvingPruner : IPruner
{
    private readonly int reduction;
    private readonly IReadOnlyList<int> rungs;
    private readonly SeedsAtRungRule[] rules;
    private readonly double[] quantiles;

    /// <summary>Halving between the least and the most steps.</summary>
    /// <param name="spec">Its keys.</param>
    /// <param name="problem">The experiment.</param>
    /// <exception cref="ArgumentException">The record does not suit the experiment.</exception>
    public SeedHalvingPruner(SeedHalvingPrunerSpec spec, PruningProblem problem)
    {
        var (min, max) = HalvingRange.Of(spec, problem);
        if (problem.Seeds < 2)
            throw new ArgumentException("search.pruner.kind: seed-halving compares assignments by their seeds, but the experiment has one; give more seeds, or pruner: { kind: asha }.");
        reduction = spec.Reduction;
        rungs = Rungs.Of(Rungs.Count(min, max, reduction), max, reduction);
        rules = [.. rungs.Select(step => new SeedsAtRungRule(step, spec.Seeds, problem.Seeds))];
        quantiles = [.. Enumerable.Range(1, problem.Seeds).Select(freedom => StudentT.InvCDF(0, 1, freedom, spec.Confidence))];
    }

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial)
    {
        ArgumentNullException.ThrowIfNull(known);
        var own = known[trial];
        if (HalvingLadder.Reached(rungs, own) is not { } rung)
            return PruningDecision.NothingToJudge;
        var where = string.Create(CultureInfo.InvariantCulture, $"rung {rung + 1} of {rungs.Count}, step {rungs[rung]:N0}");
        if (!double.IsFinite(own.From(rungs[rung])!.Value))
            return PruningDecision.Stop($"its value at {where} is no finite number", rung + 1);
        if (rules[rung].Missing(own.Assignment, known) is > 0 and var missing)
            return PruningDecision.Stop($"waits at {where} for {missing} more {(missing == 1 ? "seed" : "seeds")} of its assignment", rung + 1);

        var reached = known.Ranking(rules[rung]);
        var better = reached.Better(reached.ValueOf(own.Assignment)!.Value);
        var standing = $"by the mean of its seeds its assignment is number {better + 1} of {reached.Count} at {where}";
        return !Passes(known, rung, own.Assignment) ? PruningDecision.Stop(standing, rung + 1)
            : PruningDecision.GoOn(better < HalvingLadder.Quota(reached.Count, reduction) ? standing : $"{standing}, too near to those before it to be told apart");
    }

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known)
    {
        ArgumentNullException.ThrowIfNull(known);
        for (var rung = rungs.Count - 2; rung >= 0; rung--)
        {
            var reached = known.Ranking(rules[rung]);
            if (reached.Count == 0)
                continue;

            // √(a + b) is at most √a + √b, so that nobody passes whose own end of the interval lies beyond the other's.
            var last = Spread.Of(rules[rung].Values(reached.SubjectAt(HalvingLadder.Quota(reached.Count, reduction) - 1), known));
            var end = last.Mean + (quantiles[0] * (last.StandardDeviation ?? 0) / Math.Sqrt(last.Count));
            var waits = new WaitingRule(new HopefulRule(rules[rung], quantiles[0]), rungs[rung], rungs[rung + 1]);
            var hopeful = known.Ranking(waits);
            foreach (var assignment in hopeful.Subjects.TakeWhile(assignment => hopeful.ValueOf(assignment) <= end).Where(assignment => Passes(known, rung, assignment)))
            {
                foreach (var trial in known.Seeds(assignment).Where(waits.Waits))
                    yield return trial.Number;
            }
        }
    }

    private bool Passes(ReportHistory known, int rung, int assignment)
    {
        var reached = known.Ranking(rules[rung]);
        var mean = reached.ValueOf(assignment)!.Value;
        if (!double.IsFinite(mean))
            return false;
        var quota = HalvingLadder.Quota(reached.Count, reduction);
        if (reached.Better(mean) < quota)
            return true;
        var (own, last) = (Spread.Of(rules[rung].Values(assignment, known)), Spread.Of(rules[rung].Values(reached.SubjectAt(quota - 1), known)));
        return own.StandardDeviation is { } deviation && last.StandardDeviation is { } other
            && own.Mean - last.Mean <= quantiles[Math.Min(Math.Min(own.Count, last.Count) - 2, quantiles.Length - 1)] * Math.Sqrt((deviation * deviation / own.Count) + (other * other / last.Count));
    }
}
