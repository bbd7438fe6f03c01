using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>How slots and GPUs would stand if all that is asked for had been given back: what is left to take, and from whom.</summary>
internal sealed class PreemptionBoard
{
    private readonly QueuePolicy policy;
    private readonly Holdings holdings;
    private readonly GpuBook book;
    private readonly GpuGathering gathering;
    private readonly IReadOnlyList<SlotEntry> hosts;
    private readonly Dictionary<string, int> coming = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> free = new(StringComparer.Ordinal);

    /// <summary>Takes slots that are being given back to be free.</summary>
    public PreemptionBoard(IReadOnlyList<SlotEntry> slots, WaitingLine line, QueuePolicy policy, Holdings holdings, GpuBook book, GpuGathering gathering)
    {
        (this.policy, this.holdings, this.book, this.gathering) = (policy, holdings, book, gathering);
        hosts = [.. slots.DistinctBy(slot => slot.Slot.Host)];
        foreach (var slot in slots.Where(slot => slot.IsFree))
            Add(free, slot.Slot.Host, 1);
        foreach (var slot in slots.Where(slot => slot is { IsHeld: true, IsYielding: true }))
            Open(slot);
        Holders = [.. slots.Where(slot => slot is { IsHeld: true, IsYielding: false }).Select(slot => new SlotHolder(slot, line))
            .OrderBy(holder => holder.Terms.Priority).ThenByDescending(holder => holder.Slot.HeldSince)];
    }

    /// <summary>Who may be asked, from the one that has least to lose: the lowest priority, and of these the one that was begun last.</summary>
    public List<SlotHolder> Holders { get; }

    /// <summary>Somebody gives way.</summary>
    public void Yield(SlotHolder holder)
    {
        Holders.Remove(holder);
        holdings.Give(holder.ExperimentId, holder.Terms);
        Open(holder.Slot);
    }

    /// <summary>A trial takes what has been found for it.</summary>
    public void Take(WaitingExperiment experiment, GpuNeed? need, PreemptionWay way)
    {
        holdings.Take(experiment.Id, experiment.Terms);
        book.Take([.. way.Gpus.Select(gpu => new GpuShare(gpu.Device, gpu.Key, GpuChoices.Amount(need!, gpu)))]);
        var host = way.Host ?? coming.First(count => count.Value > 0).Key;
        Add(coming.GetValueOrDefault(host) > 0 ? coming : free, host, -1);
    }

    /// <summary>How a trial comes to what it needs, with as few others as possible giving way; null where it cannot.</summary>
    public PreemptionWay? Find(WaitingExperiment experiment, WaitingTrial trial)
    {
        if (trial.Need is { } need)
            return hosts.SelectMany(slot => Ways(experiment, trial.Id, need, slot)).MinBy(way => (way.Losers.Count, way.Losers.Select(loser => Holders.IndexOf(loser)).DefaultIfEmpty(-1).Max()));
        if (coming.Values.Any(count => count > 0))
            return policy.Allows(experiment, holdings) ? new(null, [], []) : null;
        return Loser(experiment, _ => true) is { } loser ? new(loser.Slot.Slot.Host, [], [loser]) : null;
    }

    private IEnumerable<PreemptionWay> Ways(WaitingExperiment experiment, string trialId, GpuNeed need, SlotEntry slot)
    {
        IEnumerable<IReadOnlyList<GpuDescription>> choices = GpuChoices.NeedsNone(need, slot.Gpus)
            ? [[]]
            : GpuChoices.Of(need, slot.Gpus!).Where(choice => choice.All(gpu => gathering.Allows(gpu, trialId, experiment.Terms.Priority)));
        foreach (var choice in choices)
        {
            if (MemoryLosers(experiment, need, choice) is { } losers && WithSlot(experiment, slot.Slot.Host, losers) is { } all)
                yield return new(slot.Slot.Host, choice, all);
        }
    }

    /// <summary>Who has to go for the memory; null where that is not enough.</summary>
    private List<SlotHolder>? MemoryLosers(WaitingExperiment experiment, GpuNeed need, IReadOnlyList<GpuDescription> choice)
    {
        List<SlotHolder> losers = [];
        foreach (var gpu in choice)
        {
            long Missing() => GpuChoices.Amount(need, gpu) - book.Free(gpu) - losers.Sum(loser => loser.Of(gpu));
            foreach (var holder in Lower(experiment).Where(holder => holder.Of(gpu) > 0 && !losers.Contains(holder)).ToList())
            {
                if (Missing() > 0)
                    losers.Add(holder);
            }

            if (Missing() > 0)
                return null;

            // Who was found first may not be needed beside one that has more.
            foreach (var loser in losers.ToList().Where(loser => choice.Count == 1 && Missing() + loser.Of(gpu) <= 0))
                losers.Remove(loser);
        }

        return losers;
    }

    /// <summary>The same with who has to go for the slot, and for the limit of a user; null where nobody can.</summary>
    private List<SlotHolder>? WithSlot(WaitingExperiment experiment, string host, List<SlotHolder> losers)
    {
        if (coming.GetValueOrDefault(host) + free.GetValueOrDefault(host) + losers.Count(loser => loser.Slot.Slot.Host == host) <= 0)
        {
            if (Lower(experiment).FirstOrDefault(holder => holder.Slot.Slot.Host == host) is not { } slot)
                return null;
            losers.Add(slot);
        }

        if (policy.Allows(experiment, holdings) || losers.Any(loser => policy.AllowsInPlaceOf(experiment, loser.Terms, holdings)))
            return losers;
        return Loser(experiment, holder => !losers.Contains(holder)) is { } same ? [.. losers, same] : null;
    }

    // Where its user has all that one user may have, it can only take the place of another trial of the same user.
    private SlotHolder? Loser(WaitingExperiment experiment, Predicate<SlotHolder> may) =>
        Lower(experiment).FirstOrDefault(holder => may(holder) && policy.AllowsInPlaceOf(experiment, holder.Terms, holdings));

    private IEnumerable<SlotHolder> Lower(WaitingExperiment experiment) => Holders.TakeWhile(holder => holder.Terms.Priority < experiment.Terms.Priority);

    private void Open(SlotEntry slot)
    {
        Add(coming, slot.Slot.Host, 1);
        book.Give(slot.Shares);
    }

    private static void Add(Dictionary<string, int> counts, string host, int count) => counts[host] = counts.GetValueOrDefault(host) + count;
}
