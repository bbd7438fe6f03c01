using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>Asynchronous successive halving (Li et al., MLSys 2020) of trials; see <see cref="HalvingLadder"/> for the rule and its cost.</summary>
public sealed class AshaPruner : IPruner
{
    private readonly HalvingLadder ladder;

    /// <summary>Halving between the least and the most steps.</summary>
    /// <param name="spec">Its keys.</param>
    /// <param name="problem">The experiment.</param>
    /// <exception cref="ArgumentException">The record does not suit the experiment.</exception>
    public AshaPruner(AshaPrunerSpec spec, PruningProblem problem)
    {
        var (min, max) = HalvingRange.Of(spec, problem);
        ladder = new(Rungs.Of(Rungs.Count(min, max, spec.Reduction), max, spec.Reduction), spec.Reduction, "", _ => true);
    }

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial)
    {
        ArgumentNullException.ThrowIfNull(known);
        return ladder.Judge(known, known[trial]);
    }

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known) => ladder.Promotable(known);
}
