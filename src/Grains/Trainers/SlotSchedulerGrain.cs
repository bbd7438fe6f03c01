// Represents the slots of all silos and the line of trials that wait for one.
// Notifies the trial whose turn it is, and nobody else.
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
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
    private readonly SortedDictionary<string, SlotEntry> _slots = new(StringComparer.Ordinal);
    private readonly WaitingLine _line = new();

    /// <inheritdoc/>
    public Task Register(IReadOnlyList<SlotReport> slots)
    {
        var now = clock.GetUtcNow();
        foreach (var report in slots)
        {
            if (!_slots.TryGetValue(report.Slot.SlotId, out var entry))
                _slots[report.Slot.SlotId] = entry = new SlotEntry(report.Slot);
            entry.Heard(report, now, times.Heartbeat);
        }

        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unregister(IReadOnlyList<string> slotIds)
    {
        foreach (var slotId in slotIds) _slots.Remove(slotId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Enqueue(string trialId, int priority)
    {
        _line.Add(trialId, priority);
        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Withdraw(string trialId)
    {
        _line.Remove(trialId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(string slotId, string trialId)
    {
        if (_slots.TryGetValue(slotId, out var entry)) entry.Release(trialId);
        Assign();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<DeviceStatus> Status()
    {
        ForgetSilent();
        return Task.FromResult(new DeviceStatus
        {
            Slots = [.. _slots.Values.Select(entry => new SlotStatus
            {
                Slot = entry.Slot,
                TrialId = entry.TrialId,
                ExperimentId = ExperimentOf(entry.TrialId),
                LastSeen = entry.LastSeen,
            })],
            WaitingTrials = _line.Count,
        });
    }

    private void Assign()
    {
        ForgetSilent();
        foreach (var slot in _slots.Values.Where(slot => slot.IsFree).ToList())
        {
            if (_line.Next() is not { } trialId) return;
            slot.Offer(trialId, clock.GetUtcNow());
            _ = Offer(slot, trialId);
        }
    }

    private async Task Offer(SlotEntry slot, string trialId)
    {
        try
        {
            if (await GrainFactory.GetGrain<ITrialGrain>(trialId).SlotGranted(slot.Slot.SlotId)) slot.Taken(clock.GetUtcNow());
            else slot.Free();
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "Trial {Trial} could not take slot {Slot}", trialId, slot.Slot.SlotId);
            slot.Doubt();
        }

        Assign();
    }

    private void ForgetSilent()
    {
        var oldest = clock.GetUtcNow() - times.SlotSilence;
        foreach (var slot in _slots.Values.Where(slot => slot.LastSeen < oldest).ToList()) _slots.Remove(slot.Slot.SlotId);
    }

    // A trial's id is its experiment's, a hyphen and its number.
    private static long? ExperimentOf(string? trialId) =>
        long.TryParse(trialId?.Split('-')[0], out var experiment) ? experiment : null;
}
