using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Which trials are to give way: one of a lower priority for each that waits with a higher one and finds no slot free, and those
/// of an experiment that may have fewer by now than it has. Who has less to lose goes first: the lowest priority, and of these
/// the one that was begun last.
/// </summary>
/// <param name="policy">Who goes first among those that wait.</param>
internal sealed class Preemption(QueuePolicy policy)
{
    /// <summary>The slots that are to be given back, besides those that are being given back already.</summary>
    /// <param name="line">Who waits.</param>
    /// <param name="held">Slots that trials hold for good and that others could take.</param>
    /// <param name="holdings">Who holds what; changed as if all of it had happened.</param>
    /// <param name="slots">How many slots there are.</param>
    public IReadOnlyList<SlotYield> Find(WaitingLine line, IReadOnlyList<SlotEntry> held, Holdings holdings, int slots)
    {
        List<Holder> holders = [.. held.Where(slot => !slot.IsYielding).Select(slot => new Holder(slot, line))
            .OrderBy(holder => holder.Terms.Priority).ThenByDescending(holder => holder.Slot.HeldSince)];
        List<SlotYield> yields = [];
        Reduce(holders, held, holdings, yields);
        Replace(holders, held.Count(slot => slot.IsYielding), line, holdings, slots, yields);
        return yields;
    }

    private static void Reduce(List<Holder> holders, IReadOnlyList<SlotEntry> held, Holdings holdings, List<SlotYield> yields)
    {
        foreach (var group in holders.GroupBy(holder => holder.ExperimentId).ToList())
        {
            var going = held.Count(slot => slot.IsYielding && TrialId.ExperimentOf(slot.TrialId) == group.Key);
            var excess = holdings.Of(group.Key) - going - (group.First().Terms.ConcurrentTrials ?? int.MaxValue);
            foreach (var holder in group.Take(Math.Max(0, excess)))
                Yield(holder, "its experiment has more trials at once than limits.concurrentTrials allows by now", holders, holdings, yields);
        }
    }

    private void Replace(List<Holder> holders, int coming, WaitingLine line, Holdings holdings, int slots, List<SlotYield> yields)
    {
        if (holders.Count == 0 || line.Count == 0 || line.Experiments.Max(waiting => waiting.Terms.Priority) <= holders[0].Terms.Priority)
            return;
        coming += yields.Count;
        Dictionary<long, int> served = [];
        while (QueuePolicy.Best(Left(), holdings, slots, waiting => coming > 0 ? policy.Allows(waiting, holdings) : Loser(waiting) is not null) is { } next)
        {
            served[next.Id] = served.GetValueOrDefault(next.Id) + 1;
            if (coming-- <= 0 && Loser(next) is { } loser)
                Yield(loser, $"experiment {next.Id} goes first: its priority is {next.Terms.Priority}, this one's {loser.Terms.Priority}", holders, holdings, yields);
            holdings.Take(next.Id, next.Terms);
        }

        IEnumerable<WaitingExperiment> Left() => line.Experiments.Where(waiting => waiting.Count > served.GetValueOrDefault(waiting.Id));

        // Where its user has all that one user may have, it can only take the place of another trial of the same user.
        Holder? Loser(WaitingExperiment waiting) => holders.FirstOrDefault(holder => holder.Terms.Priority < waiting.Terms.Priority
            && policy.AllowsInPlaceOf(waiting, holder.Terms, holdings));
    }

    private static void Yield(Holder holder, string reason, List<Holder> holders, Holdings holdings, List<SlotYield> yields)
    {
        holders.Remove(holder);
        holdings.Give(holder.ExperimentId, holder.Terms);
        yields.Add(new(holder.Slot.Slot.SlotId, holder.Slot.TrialId!, reason));
    }

    private sealed class Holder(SlotEntry slot, WaitingLine line)
    {
        public SlotEntry Slot { get; } = slot;

        public long ExperimentId { get; } = TrialId.ExperimentOf(slot.TrialId)!.Value;

        public SlotTerms Terms => line.TermsOf(ExperimentId);
    }
}
