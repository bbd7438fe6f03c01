using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Decides which trial gets which slot. It only computes: it is told what happens and when, and says what is to be done. Nothing
/// of it is stored; silos report what runs on their slots, and experiments put their trials in line again.
/// </summary>
internal sealed class SlotScheduler
{
    private readonly SortedDictionary<string, SlotEntry> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostRest> rests = new(StringComparer.Ordinal);
    private readonly WaitingLine line = new();
    private readonly WaitReasons reasons = new();
    private readonly HostHindrances hindrances;
    private readonly SlotAvoidance avoidance;
    private readonly GpuGathering gathering;
    private readonly Preemption preemption;
    private readonly QueuePolicy policy;
    private readonly SchedulingTimes times;
    private readonly ILogger logger;

    /// <summary>Begins with no slots, and nobody in line.</summary>
    /// <param name="policy">Who goes first.</param>
    /// <param name="times">How long silence and faults are borne.</param>
    /// <param name="logger">Told where a host stops or goes on to take trials.</param>
    public SlotScheduler(QueuePolicy policy, SchedulingTimes times, ILogger logger)
    {
        (this.policy, this.times, this.logger) = (policy, times, logger);
        (hindrances, avoidance, gathering) = (new(logger), new(times), new(times));
        preemption = new(policy, gathering);
    }

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

    /// <summary>The GPUs of all slots, and how much of them trials have.</summary>
    public IReadOnlyList<GpuStatus> Gpus()
    {
        var book = Book();
        return
        [
            .. slots.Values.SelectMany(slot => (slot.Gpus ?? []).Select(gpu => (slot.Slot.Host, Gpu: gpu))).DistinctBy(offer => offer.Gpu.Key).Select(offer => new GpuStatus
            {
                Gpu = offer.Gpu,
                Host = offer.Host,
                Held = offer.Gpu.Memory - book.Free(offer.Gpu),
                Trials = slots.Values.Count(slot => slot.Shares.Any(share => share.Key == offer.Gpu.Key)),
                GatheredFor = gathering.For(offer.Gpu.Key),
            }),
        ];
    }

    /// <summary>What keeps a host from taking trials; null where nothing does.</summary>
    public string? FaultOf(string host) => hindrances.Of(host) ?? RestOf(host).Fault;

    /// <summary>Gives free slots to those whose turn it is.</summary>
    public SlotPlan Assign(DateTimeOffset now)
    {
        ForgetSilent(now);
        avoidance.ForgetOld(now);
        var (holdings, book) = (Held(), Book());
        line.Forget(experiment => holdings.Of(experiment) > 0);
        gathering.Renew(line, waiting => policy.Allows(waiting, holdings), [.. slots.Values.Where(Starts)], book, now);
        List<SlotOffer> offers = [];
        string? hindrance = null;
        foreach (var slot in slots.Values.Where(slot => slot.IsFree))
        {
            if (!MayStart(slot.Slot.Host, now, ref hindrance))
                continue;
            if (Next(slot, holdings, book, now) is not { } next)
            {
                if (HasAnySlot)
                    break;
                continue;
            }

            if (next.Shares.Count > 0)
                NotePassed(next, slot, holdings, book, now);
            line.Take(next.Experiment, next.TrialId);
            holdings.Take(next.Experiment.Id, next.Experiment.Terms);
            book.Take(next.Shares);
            gathering.Forget(next.TrialId);
            RestOf(slot.Slot.Host).Try(next.TrialId, now);
            slot.Offer(next.TrialId, next.Shares, now);
            offers.Add(new(slot.Slot.SlotId, next.TrialId) { Shares = next.Shares });
        }

        return new() { Offers = offers, Hindrances = reasons.News(Hindrances(hindrance, holdings), line), Yields = Yields(holdings, book) };
    }

    /// <summary>Whether whoever waits may take any slot, as is the rule.</summary>
    private bool HasAnySlot => avoidance.IsEmpty && line.Needs == 0;

    /// <summary>Whose turn it is on a slot; null where nobody waits who may take it.</summary>
    private SlotTurn? Next(SlotEntry slot, Holdings holdings, GpuBook book, DateTimeOffset now)
    {
        var next = HasAnySlot
            ? policy.Next(line.Experiments, holdings, slots.Count)
            : QueuePolicy.Best(line.Experiments, holdings, slots.Count, waiting => policy.Allows(waiting, holdings) && Turn(waiting, slot, book, now) is not null);
        return next is null ? null : HasAnySlot ? new(next, next.First, []) : Turn(next, slot, book, now);
    }

    /// <summary>The first trial of an experiment that may take a slot, with what it then has of GPUs; null where none may.</summary>
    private SlotTurn? Turn(WaitingExperiment waiting, SlotEntry slot, GpuBook book, DateTimeOffset now)
    {
        GpuNeed? tooMuch = null;
        foreach (var trial in waiting.Trials)
        {
            // Trials of an experiment mostly need the same.
            if (!MayTake(trial.Id, slot, now) || (trial.Need is not null && trial.Need == tooMuch && !gathering.IsFor(trial.Id)))
                continue;
            if (book.Fit(trial.Need, slot.Gpus, gpu => gathering.Allows(gpu, trial.Id, waiting.Terms.Priority)) is { } shares)
                return new(waiting, trial.Id, shares);
            tooMuch = trial.Need;
        }

        return null;
    }

    /// <summary>Remembers trials that go before the one that takes memory of GPUs, could use the same, and do not fit.</summary>
    private void NotePassed(SlotTurn turn, SlotEntry slot, Holdings holdings, GpuBook book, DateTimeOffset now)
    {
        foreach (var waiting in line.Experiments.Where(waiting => policy.Allows(waiting, holdings)))
        {
            if (waiting != turn.Experiment && QueuePolicy.Best([waiting, turn.Experiment], holdings, slots.Count, _ => true) != waiting)
                continue;
            var first = waiting.Trials.First();
            if (first.Id == turn.TrialId || first.Need is not { } need || !MayTake(first.Id, slot, now) || GpuChoices.NeedsNone(need, slot.Gpus))
                continue;
            if (GpuChoices.Of(need, slot.Gpus!).Any(choice => choice.Any(gpu => turn.Shares.Any(share => share.Key == gpu.Key))) && Turns(need) is null)
                gathering.Pass(first.Id, now);
        }

        IReadOnlyList<GpuShare>? Turns(GpuNeed need) => book.Fit(need, slot.Gpus, _ => true);
    }

    /// <summary>Asks trials for slots that others would take at once.</summary>
    private IReadOnlyList<SlotYield> Yields(Holdings holdings, GpuBook book)
    {
        List<SlotEntry> usable = [.. slots.Values.Where(Starts)];
        var drained = slots.Values.Where(slot => slot is { IsHeld: true, IsDrained: true, IsYielding: false })
            .Select(slot => new SlotYield(slot.Slot.SlotId, slot.TrialId!, $"its slot {slot.Slot.SlotId} is drained"));
        IReadOnlyList<SlotYield> yields = [.. drained, .. preemption.Find(line, usable, holdings, book, slots.Count)];
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

    private GpuBook Book()
    {
        var book = new GpuBook();
        foreach (var slot in slots.Values)
            book.Take(slot.Shares);
        return book;
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

    /// <summary>
    /// Why trials cannot be started: the first in line where no machine may start any, and the first of each experiment where
    /// no machine has the GPU that it needs.
    /// </summary>
    private Dictionary<string, string> Hindrances(string? hindrance, Holdings holdings)
    {
        Dictionary<string, string> found = new(StringComparer.Ordinal);
        foreach (var trial in line.Needs == 0 ? [] : line.Experiments.Select(waiting => waiting.Trials.First()))
        {
            if (trial.Need is { } need && GpuChoices.Problem(need, slots.Values) is { } problem)
                found[trial.Id] = problem;
        }

        if (hindrance is not null && slots.Values.All(slot => hindrances.Of(slot.Slot.Host) is not null) && policy.Next(line.Experiments, holdings, slots.Count) is { } next)
            found[next.First] = hindrance;
        return found;
    }

    private bool Starts(SlotEntry slot) => !slot.IsDrained && FaultOf(slot.Slot.Host) is null;

    private HostRest RestOf(string host) => rests.TryGetValue(host, out var rest) ? rest : rests[host] = new HostRest(times);

    private void Recover(string host)
    {
        var rest = RestOf(host);
        if (rest.Fault is not null)
            logger.LogWarning("{Host} runs trials again", host);
        rest.Recover();
    }
}
