using FastOde.Contracts.Trainers;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Decides which trial gets which slot. It only computes: it is told what happens and when, and says what is to be done. Nothing
/// of it is stored; silos report what runs on their slots, and experiments put their trials in line again.
/// </summary>
/// <param name="policy">Who goes first.</param>
/// <param name="times">How long silence and faults are borne.</param>
/// <param name="logger">Told where a host stops or goes on to take trials.</param>
internal sealed class SlotScheduler(QueuePolicy policy, SchedulingTimes times, ILogger logger)
{
    private readonly SortedDictionary<string, SlotEntry> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostRest> rests = new(StringComparer.Ordinal);
    private readonly HostHindrances hindrances = new(logger);
    private readonly SlotAvoidance avoidance = new(times);
    private readonly WaitingLine line = new();
    private readonly Preemption preemption = new(policy);
    private (string TrialId, string Reason)? told;

    /// <summary>The slots by id.</summary>
    public IEnumerable<SlotEntry> Slots => slots.Values;

    /// <summary>Who waits for one.</summary>
    public WaitingLine Line => line;

    /// <summary>A silo says what runs on its slots.</summary>
    public void Hear(IReadOnlyList<SlotReport> reports, DateTimeOffset now)
    {
        foreach (var report in reports)
        {
            if (!slots.TryGetValue(report.Slot.SlotId, out var entry))
                slots[report.Slot.SlotId] = entry = new SlotEntry(report.Slot);
            entry.Heard(report, now, times.Heartbeat);
            hindrances.Note(report.Slot.Host, report.Hindrance);
        }
    }

    /// <summary>Slots are there no longer.</summary>
    public void Forget(IEnumerable<string> slotIds)
    {
        foreach (var slotId in slotIds)
            slots.Remove(slotId);
    }

    /// <summary>Forgets slots whose silo has been silent for too long.</summary>
    public void ForgetSilent(DateTimeOffset now) =>
        Forget([.. slots.Values.Where(slot => slot.LastSeen < now - times.SlotSilence).Select(slot => slot.Slot.SlotId)]);

    /// <summary>An attempt has ended.</summary>
    /// <param name="slotId">Its slot.</param>
    /// <param name="trialId">Its trial.</param>
    /// <param name="fault">What the machine did not allow; null for nothing.</param>
    /// <param name="now">When.</param>
    /// <param name="hasFailed">Whether the trial did not get on, and had better try another slot.</param>
    public void Release(string slotId, string trialId, string? fault, DateTimeOffset now, bool hasFailed = false)
    {
        if (hasFailed)
            avoidance.Note(trialId, slotId, now);
        else
            avoidance.Forget(trialId);
        if (!slots.TryGetValue(slotId, out var entry))
            return;
        entry.Release(trialId);
        if (fault is null)
            Recover(entry.Slot.Host);
        else if (RestOf(entry.Slot.Host).Block(fault, trialId, now))
            logger.LogWarning("{Host} cannot run trials, which wait and go on by themselves: {Fault}", entry.Slot.Host, fault);
    }

    /// <summary>A trial has taken the slot that it was offered.</summary>
    public void Accept(SlotOffer offer, DateTimeOffset now) => Offered(offer)?.Taken(now);

    /// <summary>A trial does not want the slot that it was offered.</summary>
    public void Decline(SlotOffer offer)
    {
        if (Offered(offer) is not { } entry)
            return;
        entry.Free();
        RestOf(entry.Slot.Host).Decline(offer.TrialId);
    }

    /// <summary>Nobody knows whether a trial has taken the slot that it was offered; the slot's next report says it.</summary>
    public void Doubt(SlotOffer offer) => Offered(offer)?.Doubt();

    /// <summary>A trial that was asked to give way could not be reached, or does not have the slot; it is asked again where it has.</summary>
    public void Withdraw(SlotYield yield)
    {
        if (slots.GetValueOrDefault(yield.SlotId) is { IsYielding: true } entry && entry.TrialId == yield.TrialId)
            entry.Yield(false);
    }

    /// <summary>Whether a trial may be offered a slot: not the one on which it has just failed.</summary>
    public bool MayTake(string trialId, SlotEntry slot, DateTimeOffset now) => avoidance.Allows(trialId, slot.Slot.SlotId, now);

    /// <summary>A slot is drained, or is not any more.</summary>
    /// <exception cref="KeyNotFoundException">There is no such slot.</exception>
    public void Drain(string slotId, bool isDrained, DateTimeOffset now) => Known(slotId).Drain(isDrained, now);

    /// <summary>A slot that is there.</summary>
    /// <exception cref="KeyNotFoundException">There is no such slot.</exception>
    public SlotEntry Known(string slotId) =>
        slots.GetValueOrDefault(slotId) ?? throw new KeyNotFoundException($"There is no slot {slotId}, or its process has been silent for too long.");

    /// <summary>The experiments that wait, in the order in which they would take slots now; those at a limit stand where they would without it.</summary>
    public IReadOnlyList<QueuedExperiment> Queue()
    {
        var holdings = Held();
        return [.. QueuePolicy.InOrder(line.Experiments, holdings, slots.Count).Select(waiting => new QueuedExperiment
        {
            ExperimentId = waiting.Id,
            NextTrialId = waiting.First,
            WaitingTrials = waiting.Count,
            HeldSlots = holdings.Of(waiting.Id),
            Priority = waiting.Terms.Priority,
            IsAtLimit = !policy.Allows(waiting, holdings),
        })];
    }

    /// <summary>What keeps a host from taking trials; null where nothing does.</summary>
    public string? FaultOf(string host) => hindrances.Of(host) ?? RestOf(host).Fault;

    /// <summary>Gives free slots to those whose turn it is.</summary>
    public SlotPlan Assign(DateTimeOffset now)
    {
        ForgetSilent(now);
        avoidance.ForgetOld(now);
        var holdings = Held();
        line.Forget(experiment => holdings.Of(experiment) > 0);
        List<SlotOffer> offers = [];
        string? hindrance = null;
        foreach (var slot in slots.Values.Where(slot => slot.IsFree))
        {
            if (!MayStart(slot.Slot.Host, now, ref hindrance))
                continue;
            if (Next(slot, holdings, now) is not (var next, var trialId))
            {
                if (avoidance.IsEmpty)
                    break;
                continue;
            }

            line.Take(next, trialId);
            holdings.Take(next.Id, next.Terms);
            RestOf(slot.Slot.Host).Try(trialId, now);
            slot.Offer(trialId, now);
            offers.Add(new(slot.Slot.SlotId, trialId));
        }

        return new() { Offers = offers, Hindrance = News(hindrance, holdings), Yields = Yields(holdings) };
    }

    /// <summary>Whose turn it is on a slot; null where nobody waits who may take it.</summary>
    private (WaitingExperiment Experiment, string TrialId)? Next(SlotEntry slot, Holdings holdings, DateTimeOffset now)
    {
        var next = avoidance.IsEmpty
            ? policy.Next(line.Experiments, holdings, slots.Count)
            : QueuePolicy.Best(line.Experiments, holdings, slots.Count, waiting => policy.Allows(waiting, holdings) && First(waiting) is not null);
        return next is null ? null : (next, First(next)!);

        string? First(WaitingExperiment waiting) => avoidance.IsEmpty ? waiting.First : waiting.FirstThat(trialId => MayTake(trialId, slot, now));
    }

    /// <summary>Asks trials for slots that others would take at once.</summary>
    private IReadOnlyList<SlotYield> Yields(Holdings holdings)
    {
        List<SlotEntry> held = [.. slots.Values.Where(slot => slot.IsHeld && !slot.IsDrained && FaultOf(slot.Slot.Host) is null)];
        var drained = slots.Values.Where(slot => slot is { IsHeld: true, IsDrained: true, IsYielding: false })
            .Select(slot => new SlotYield(slot.Slot.SlotId, slot.TrialId!, $"its slot {slot.Slot.SlotId} is drained"));
        IReadOnlyList<SlotYield> yields = [.. drained, .. preemption.Find(line, held, holdings, slots.Count)];
        foreach (var yield in yields)
        {
            slots[yield.SlotId].Yield(true);

            // It may be in line again before its slot is released.
            line.KeepPlace(yield.TrialId);
        }

        return yields;
    }

    private SlotEntry? Offered(SlotOffer offer) =>
        slots.GetValueOrDefault(offer.SlotId) is { IsOffered: true } entry && entry.TrialId == offer.TrialId ? entry : null;

    private Holdings Held()
    {
        var holdings = new Holdings();
        foreach (var slot in slots.Values)
        {
            if (TrialId.ExperimentOf(slot.TrialId) is { } experiment)
                holdings.Take(experiment, line.TermsOf(experiment));
        }

        return holdings;
    }

    private bool MayStart(string host, DateTimeOffset now, ref string? hindrance)
    {
        if (hindrances.Of(host) is { } reason)
        {
            hindrance ??= reason;
            return false;
        }

        var rest = RestOf(host);
        if (rest.HasLasted(now))
            Recover(host);
        return rest.MayOffer(now);
    }

    /// <summary>Where no machine may start a trial, the first in line says so for all, and says it once.</summary>
    private (string TrialId, string Reason)? News(string? hindrance, Holdings holdings)
    {
        if (hindrance is null || slots.Values.Any(slot => hindrances.Of(slot.Slot.Host) is null))
            return null;
        if (policy.Next(line.Experiments, holdings, slots.Count) is not { } next || told == (next.First, hindrance))
            return null;
        return told = (next.First, hindrance);
    }

    private HostRest RestOf(string host) => rests.TryGetValue(host, out var rest) ? rest : rests[host] = new HostRest(times);

    private void Recover(string host)
    {
        var rest = RestOf(host);
        if (rest.Fault is not null)
            logger.LogWarning("{Host} runs trials again", host);
        rest.Recover();
    }
}
