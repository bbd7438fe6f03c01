// Represents the slots of all silos and the line of trials that wait for one.
// Notifies the trial whose turn it is or who is to give way, and nobody else.
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Concurrency;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Tells <see cref="SlotScheduler"/> what happens, and trials what it decides. Nothing here is stored. After an activation is
/// lost, silos report within a heartbeat what runs on their slots, and experiments put their trials in line again.
/// </summary>
/// <remarks>
/// Reentrant, because a trial that is offered a slot may at that moment be waiting for its place in line; the state
/// only changes between awaits, so no turn sees half a change.
/// </remarks>
[Reentrant]
internal sealed class SlotSchedulerGrain(QueuePolicy policy, SchedulingTimes times, TimeProvider clock, ILogger<SlotSchedulerGrain> logger)
    : Grain, ISlotSchedulerGrain
{
    private readonly SlotScheduler scheduler = new(policy, times, logger);
    private readonly DeviceLog devices = new(times);
    private readonly SteadyClock steady = new(clock);

    /// <inheritdoc/>
    public Task Register(IReadOnlyList<SlotReport> slots)
    {
        scheduler.Hear(slots, steady.Now);
        return Assign();
    }

    /// <inheritdoc/>
    public Task Observe(IReadOnlyList<DeviceUse> devices)
    {
        this.devices.Hear(devices, steady.Now);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unregister(IReadOnlyList<string> slotIds)
    {
        scheduler.Forget(slotIds);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Enqueue(string trialId, SlotTerms terms, GpuNeed? need)
    {
        scheduler.Line.Add(trialId, terms, need);
        return Assign();
    }

    /// <inheritdoc/>
    public Task Revise(long experimentId, SlotTerms terms)
    {
        scheduler.Line.Revise(experimentId, terms);
        return Assign();
    }

    /// <inheritdoc/>
    public Task Withdraw(string trialId)
    {
        scheduler.Line.Remove(trialId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task WithdrawExperiment(long experimentId)
    {
        scheduler.Line.RemoveExperiment(experimentId);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(string slotId, string trialId, string? fault, bool hasFailed)
    {
        scheduler.Release(slotId, trialId, fault, steady.Now, hasFailed);
        return Assign();
    }

    /// <inheritdoc/>
    public Task Drain(string slotId) => SetDrained(slotId, isDrained: true);

    /// <inheritdoc/>
    public Task Undrain(string slotId) => SetDrained(slotId, isDrained: false);

    /// <inheritdoc/>
    public Task<SchedulerStatus> Status()
    {
        scheduler.ForgetSilent(steady.Now);
        return Task.FromResult(new SchedulerStatus
        {
            Slots = [.. scheduler.Slots.Select(entry => new SlotStatus
            {
                Slot = entry.Slot,
                TrialId = entry.TrialId,
                ExperimentId = TrialId.ExperimentOf(entry.TrialId),
                LastSeen = entry.LastSeen,
                Fault = scheduler.FaultOf(entry.Slot.Host),
                IsDrained = entry.IsDrained,
                Shares = entry.Shares,
            })],
            WaitingTrials = scheduler.Line.Count,
            Devices = devices.Status(steady.Now),
            Queue = scheduler.Queue(),
            Gpus = scheduler.Gpus(),
        });
    }

    // The silo remembers it first: a scheduler that is lost learns it again from the next report.
    private async Task SetDrained(string slotId, bool isDrained)
    {
        _ = scheduler.Known(slotId);
        await GrainFactory.GetGrain<ITrainerGrain>(slotId).SetDrained(isDrained);
        scheduler.Drain(slotId, isDrained, steady.Now);
        await Assign();
    }

    /// <summary>Does what is to be done now, without waiting for the trials.</summary>
    private Task Assign()
    {
        var plan = scheduler.Assign(steady.Now);
        foreach (var offer in plan.Offers)
            _ = Offer(offer);
        foreach (var yield in plan.Yields)
            _ = Ask(yield);
        foreach (var (trialId, reason) in plan.Hindrances)
            _ = Tell(trialId, reason);
        return Task.CompletedTask;
    }

    private async Task Ask(SlotYield yield)
    {
        try
        {
            if (await GrainFactory.GetGrain<ITrialGrain>(yield.TrialId).GiveWay(yield.SlotId, yield.Reason))
                return;
        }
        catch (Exception error)
        {
            logger.LogDebug(error, "Trial {Trial} could not be asked to give slot {Slot} back; it is asked again", yield.TrialId, yield.SlotId);
        }

        scheduler.Withdraw(yield);
    }

    private async Task Tell(string trialId, string? hindrance)
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

    private async Task Offer(SlotOffer offer)
    {
        try
        {
            if (await GrainFactory.GetGrain<ITrialGrain>(offer.TrialId).SlotGranted(offer.SlotId, offer.Shares))
                scheduler.Accept(offer, steady.Now);
            else
                scheduler.Decline(offer);
        }
        catch (Exception error)
        {
            logger.LogWarning(error, "Trial {Trial} could not take slot {Slot}", offer.TrialId, offer.SlotId);
            scheduler.Doubt(offer);
        }

        await Assign();
    }
}
