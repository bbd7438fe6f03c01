// Represents the slots of all silos and the line of trials that wait for one.
// Notifies the trial whose turn it is, and nobody else.
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Concurrency;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Nothing here is stored. After an activation is lost, silos report within a heartbeat what runs on their slots, and
/// experiments put their trials in line again.
/// </summary>
/// <remarks>
/// Reentrant, because a trial that is offered a slot may at that moment be waiting for its place in line; the state
/// only changes between awaits, so no turn sees half a change.
/// </remarks>
[Reentrant]
internal sealed class SlotSchedulerGrain(SchedulingTimes times, TimeProvider clock, ILogger<SlotSchedulerGrain> logger)
    : Grain, ISlotSchedulerGrain
{
    private readonly SortedDictionary<string, SlotEntry> slots = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HostRest> rests = new(StringComparer.Ordinal);
    private readonly HostHindrances hindrances = new(logger);
    private readonly WaitingLine line = new();
    private readonly SteadyClock steady = new(clock);
    private (string TrialId, string Reason)? told;

    /// <inheritdoc/>
    public Task Register(IReadOnlyList<SlotReport> slots)
    {
        var now = steady.Now;
        foreach (var report in slots)
        {
            if (!this.slots.TryGetValue(report.Slot.SlotId, out var entry))
                this.slots[report.Slot.SlotId] = entry = new SlotEntry(report.Slot);
            entry.Heard(report, now, times.Heartbeat);
            hindrances.Note(report.Slot.Host, report.Hindrance);
        }

        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unregister(IReadOnlyList<string> slotIds)
    {
        foreach (var slotId in slotIds)
            slots.Remove(slotId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Enqueue(string trialId, int priority)
    {
        line.Add(trialId, priority);
        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Withdraw(string trialId)
    {
        line.Remove(trialId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WithdrawExperiment(long experimentId)
    {
        line.RemoveExperiment(experimentId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(string slotId, string trialId, string? fault)
    {
        if (slots.TryGetValue(slotId, out var entry))
        {
            entry.Release(trialId);
            Note(entry.Slot.Host, fault);
        }

        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<SchedulerStatus> Status()
    {
        ForgetSilent();
        return Task.FromResult(new SchedulerStatus
        {
            Slots = [.. slots.Values.Select(entry => new SlotStatus
            {
                Slot = entry.Slot,
                TrialId = entry.TrialId,
                ExperimentId = TrialId.ExperimentOf(entry.TrialId),
                LastSeen = entry.LastSeen,
                Fault = hindrances.Of(entry.Slot.Host) ?? RestOf(entry.Slot.Host).Fault,
            })],
            WaitingTrials = line.Count,
        });
    }

    private void Assign()
    {
        ForgetSilent();
        var now = steady.Now;
        foreach (var slot in slots.Values.Where(slot => slot.IsFree).ToList())
        {
            if (hindrances.Of(slot.Slot.Host) is { } hindrance)
            {
                Tell(hindrance);
                continue;
            }

            var rest = RestOf(slot.Slot.Host);
            if (rest.HasLasted(now))
                Note(slot.Slot.Host, null);
            if (!rest.MayOffer(now))
                continue;
            if (line.Next() is not { } trialId)
                return;
            rest.Try(now);
            slot.Offer(trialId, now);
            _ = Offer(slot, trialId);
        }
    }

    /// <summary>Where no machine may start a trial, the first in line says so for all.</summary>
    private void Tell(string hindrance)
    {
        if (line.First is not { } first || told == (first, hindrance) || slots.Values.Any(slot => hindrances.Of(slot.Slot.Host) is null))
            return;
        told = (first, hindrance);
        _ = Tell(first, hindrance);
    }

    private async Task Tell(string trialId, string hindrance)
    {
        try
        {
            await GrainFactory.GetGrain<ITrialGrain>(trialId).Hindered(hindrance);
        }
        catch (Exception error)
        {
            logger.LogDebug(error, "Trial {Trial} did not hear why it waits", trialId);
        }
    }

    private async Task Offer(SlotEntry slot, string trialId)
    {
        try
        {
            if (await GrainFactory.GetGrain<ITrialGrain>(trialId).SlotGranted(slot.Slot.SlotId))
            {
                slot.Taken(steady.Now);
            }
            else
            {
                slot.Free();
                RestOf(slot.Slot.Host).Decline();
            }
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "Trial {Trial} could not take slot {Slot}", trialId, slot.Slot.SlotId);
            slot.Doubt();
        }

        Assign();
    }

    private HostRest RestOf(string host) =>
        rests.TryGetValue(host, out var rest) ? rest : rests[host] = new HostRest(times);

    /// <summary>A fault is said once, however often it is met.</summary>
    private void Note(string host, string? fault)
    {
        var rest = RestOf(host);
        if (fault is null)
        {
            if (rest.Fault is not null)
                logger.LogWarning("{Host} runs trials again", host);
            rest.Recover();
        }
        else if (rest.Block(fault, steady.Now))
        {
            logger.LogWarning("{Host} cannot run trials, which wait and go on by themselves: {Fault}", host, fault);
        }
    }

    private void ForgetSilent()
    {
        var oldest = steady.Now - times.SlotSilence;
        foreach (var slot in slots.Values.Where(slot => slot.LastSeen < oldest).ToList())
            slots.Remove(slot.Slot.SlotId);
    }
}
