using FastOde.Specs.Pruners;

namespace FastOde.Search.Pruners;

/// <summary>Stops nothing.</summary>
public sealed class NoPruner : IPruner
{
    /// <summary>A pruner that stops nothing.</summary>
    /// <param name="spec">Its record, which has no keys.</param>
    /// <param name="problem">The experiment, of which it needs nothing.</param>
    public NoPruner(NoPruningSpec spec, PruningProblem problem)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(problem);
    }

    /// <inheritdoc/>
    public PruningDecision Judge(ReportHistory known, int trial) => PruningDecision.NothingToJudge;

    /// <inheritdoc/>
    public IEnumerable<int> Promotable(ReportHistory known) => [];
}
