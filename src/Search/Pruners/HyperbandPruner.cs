using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>
/// Hyperband with asynchronous halving in each bracket. The bracket of an assignment depends on its place alone: the seeds of one
/// share it, and assignments that are added later change nothing for those that are there.
/// </summary>
public sealed class HyperbandPruner : IPruner
{
    private readonly HalvingLadder[] ladders;
    private readonly int[] order;

    /// <summary>Brackets between the least and the most steps.</summary>
    /// <param name="spec">Its keys.</param>
    /// <param name="problem">The experiment.</param>
    /// <exception cref="ArgumentException">The record does not suit the experiment.</exception>
    public HyperbandPruner(HyperbandPrunerSpec spec, PruningProblem problem)
    {
        var (min, max) = HalvingRange.Of(spec, problem);
        var round = HyperbandBrackets.Round(min, max, spec.Reduction);
        order = HyperbandBrackets.Order(problem.Assignments < round.Sum(bracket => (long)bracket.Trials)
            ? HyperbandBrackets.Share(problem.Assignments, spec.Reduction, [.. round.Select(bracket => bracket.Rungs.Count)])
            : [.. round.Select(bracket => bracket.Trials)]);
        ladders = [.. round.Select((bracket, place) =>
            new HalvingLadder(bracket.Rungs, spec.Reduction, $" in bracket {place + 1} of {round.Count}", trial => BracketOf(trial.Assignment) == place))];
    }

    /// <summary>The bracket of an assignment, from 0; one round follows the other.</summary>
    /// <param name="assignment">Place of the assignment.</param>
    public int BracketOf(int assignment) => order[assignment % order.Length];

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial)
    {
        ArgumentNullException.ThrowIfNull(known);
        return ladders[BracketOf(known[trial].Assignment)].Judge(known, known[trial]);
    }

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known) => ladders.SelectMany(ladder => ladder.Promotable(known));
}
