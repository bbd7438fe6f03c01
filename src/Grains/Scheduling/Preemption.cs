namespace FastOde.Grains.Scheduling;

/// <summary>
/// Which trials are to give way: those of a lower priority where one that waits with a higher one finds no slot free, or not
/// enough of a GPU, and those of an experiment that may have fewer by now than it has. Who has less to lose goes first: the
/// lowest priority, and of these the one that was begun last.
/// </summary>
/// <param name="policy">Who goes first among those that wait.</param>
/// <param name="gathering">Keeps memory of GPUs that is being given back for whom it is meant.</param>
internal sealed class Preemption(QueuePolicy policy, GpuGathering gathering)
{
    /// <summary>The slots that are to be given back, besides those that are being given back already.</summary>
    /// <param name="line">Who waits.</param>
    /// <param name="usable">The slots that trials are started on, free or not.</param>
    /// <param name="holdings">Who holds what; changed as if all of it had happened.</param>
    /// <param name="book">Who has what of GPUs; changed in the same way.</param>
    /// <param name="slots">How many slots there are.</param>
    public IReadOnlyList<SlotYield> Find(WaitingLine line, IReadOnlyList<SlotEntry> usable, Holdings holdings, GpuBook book, int slots)
    {
        var board = new PreemptionBoard(usable, line, policy, holdings, book, gathering);
        List<SlotYield> yields = [];
        Reduce(board, usable, holdings, yields);
        Replace(board, line, holdings, slots, yields);
        return yields;
    }

    private static void Reduce(PreemptionBoard board, IReadOnlyList<SlotEntry> usable, Holdings holdings, List<SlotYield> yields)
    {
        foreach (var group in board.Holders.GroupBy(holder => holder.ExperimentId).ToList())
        {
            var going = usable.Count(slot => slot is { IsHeld: true, IsYielding: true } && TrialId.ExperimentOf(slot.TrialId) == group.Key);
            var excess = holdings.Of(group.Key) - going - (group.First().Terms.ConcurrentTrials ?? int.MaxValue);
            foreach (var holder in group.Take(Math.Max(0, excess)))
                Yield(holder, "its experiment has more trials at once than limits.concurrentTrials allows by now", board, yields);
        }
    }

    private void Replace(PreemptionBoard board, WaitingLine line, Holdings holdings, int slots, List<SlotYield> yields)
    {
        if (board.Holders.Count == 0 || line.Count == 0 || line.Experiments.Max(waiting => waiting.Terms.Priority) <= board.Holders[0].Terms.Priority)
            return;
        Dictionary<long, int> served = [];
        while (QueuePolicy.Best(Left(), holdings, slots, waiting => board.Find(waiting, Next(waiting)) is not null) is { } next)
        {
            var trial = Next(next);
            var way = board.Find(next, trial)!;
            served[next.Id] = served.GetValueOrDefault(next.Id) + 1;
            foreach (var loser in way.Losers)
                Yield(loser, $"experiment {next.Id} goes first: its priority is {next.Terms.Priority}, this one's {loser.Terms.Priority}", board, yields);
            if (way.Losers.Count > 0)
                gathering.Keep(trial.Id, next.Terms.Priority, way.Gpus);
            board.Take(next, trial.Need, way);
        }

        IEnumerable<WaitingExperiment> Left() => line.Experiments.Where(waiting => waiting.Count > served.GetValueOrDefault(waiting.Id));

        WaitingTrial Next(WaitingExperiment waiting) => waiting.Trials.ElementAt(served.GetValueOrDefault(waiting.Id));
    }

    private static void Yield(SlotHolder holder, string reason, PreemptionBoard board, List<SlotYield> yields)
    {
        board.Yield(holder);
        yields.Add(new(holder.Slot.Slot.SlotId, holder.Slot.TrialId!, reason));
    }
}
