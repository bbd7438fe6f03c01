using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Who goes first where there are fewer slots than trials: the highest priority, then the experiment with the smallest share
/// of what it asks for, then the one that has waited longest. Who has reached a limit is passed over, so that a slot is
/// never kept from somebody who may use it.
/// </summary>
/// <param name="userTrials">Most slots that the experiments of one user hold at once, at least 1; null for no limit.</param>
internal sealed class QueuePolicy(int? userTrials)
{
    /// <summary>Whether an experiment may have one more slot.</summary>
    public bool Allows(WaitingExperiment experiment, Holdings holdings) =>
        HasRoom(experiment, holdings)
        && (experiment.Terms.User is null || holdings.Of(experiment.Terms.User) < (userTrials ?? int.MaxValue));

    /// <summary>Whether an experiment may have a slot that another one gives back.</summary>
    /// <param name="experiment">Who is to have it.</param>
    /// <param name="other">What the other one says.</param>
    /// <param name="holdings">Who holds what, the other one that slot.</param>
    public bool AllowsInPlaceOf(WaitingExperiment experiment, SlotTerms other, Holdings holdings) =>
        Allows(experiment, holdings)
        || (HasRoom(experiment, holdings) && other.User == experiment.Terms.User && holdings.Of(other.User) <= (userTrials ?? int.MaxValue));

    /// <summary>The experiment whose trial takes the next slot; null where nobody waits who may.</summary>
    /// <param name="waiting">Experiments with trials that wait.</param>
    /// <param name="holdings">Who holds what.</param>
    /// <param name="slots">How many slots there are.</param>
    public WaitingExperiment? Next(IEnumerable<WaitingExperiment> waiting, Holdings holdings, int slots) =>
        Best(waiting, holdings, slots, candidate => Allows(candidate, holdings));

    /// <summary>The experiment that goes first among those that may; null where none may.</summary>
    /// <param name="waiting">Experiments with trials that wait.</param>
    /// <param name="holdings">Who holds what.</param>
    /// <param name="slots">How many slots there are.</param>
    /// <param name="may">Who may.</param>
    public static WaitingExperiment? Best(IEnumerable<WaitingExperiment> waiting, Holdings holdings, int slots, Predicate<WaitingExperiment> may)
    {
        WaitingExperiment? best = null;
        foreach (var candidate in waiting)
        {
            if (may(candidate) && (best is null || Compare(candidate, best, holdings, slots) < 0))
                best = candidate;
        }

        return best;
    }

    /// <summary>Experiments from the one that goes first to the one that goes last, whether they may or not.</summary>
    /// <param name="waiting">Experiments with trials that wait.</param>
    /// <param name="holdings">Who holds what.</param>
    /// <param name="slots">How many slots there are.</param>
    public static IEnumerable<WaitingExperiment> InOrder(IEnumerable<WaitingExperiment> waiting, Holdings holdings, int slots) =>
        waiting.Order(Comparer<WaitingExperiment>.Create((left, right) => Compare(left, right, holdings, slots)));

    private static bool HasRoom(WaitingExperiment experiment, Holdings holdings) =>
        holdings.Of(experiment.Id) < (experiment.Terms.ConcurrentTrials ?? int.MaxValue);

    private static int Compare(WaitingExperiment left, WaitingExperiment right, Holdings holdings, int slots)
    {
        if (left.Terms.Priority != right.Terms.Priority)
            return right.Terms.Priority.CompareTo(left.Terms.Priority);

        // held/asked of one against the other's, without a division.
        var share = Math.BigMul(holdings.Of(left.Id), Asked(right, holdings, slots)).CompareTo(Math.BigMul(holdings.Of(right.Id), Asked(left, holdings, slots)));
        return share != 0 ? share : left.Turn.CompareTo(right.Turn);
    }

    /// <summary>How many slots an experiment could use: no more than there are, than it may have, and than it has trials for.</summary>
    private static int Asked(WaitingExperiment experiment, Holdings holdings, int slots) =>
        Math.Max(1, Math.Min(Math.Min(slots, experiment.Terms.ConcurrentTrials ?? int.MaxValue), holdings.Of(experiment.Id) + experiment.Count));
}
