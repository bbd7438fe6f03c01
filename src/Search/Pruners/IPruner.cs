namespace FastOde.Search.Pruners;

/// <summary>
/// Decides which trials are stopped early. It has no memory: an answer is a function of its record, the problem and the
/// reports that are stored.
/// </summary>
public interface IPruner
{
    /// <summary>Whether a trial goes on after its newest report. Asking again before the next report gives the same answer.</summary>
    /// <param name="known">The reports of all trials.</param>
    /// <param name="trial">Number of the trial.</param>
    /// <exception cref="ArgumentException">The history has no such trial.</exception>
    PruningDecision Judge(ReportHistory known, int trial);

    /// <summary>Stopped trials that may go on from where they are, by what is known now; the farthest first.</summary>
    /// <param name="known">The reports of all trials.</param>
    IEnumerable<int> Promotable(ReportHistory known);
}
