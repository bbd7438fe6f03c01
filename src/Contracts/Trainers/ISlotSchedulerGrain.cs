using FastOde.Contracts.Access;
using FastOde.Contracts.Trials;

namespace FastOde.Contracts.Trainers;

/// <summary>
/// Hands slots to waiting trials (key 0): the highest priority first, then the experiment that has least of what it asks for,
/// then the one that has waited longest. Slots are named explicitly, because automatic placement balances poorly.
/// </summary>
[Alias("FastOde.ISlotSchedulerGrain")]
public interface ISlotSchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Called by a silo at start and then as a heartbeat, with what really runs on its slots; slots that stay silent
    /// are forgotten.
    /// </summary>
    [Alias("Register")]
    Task Register(IReadOnlyList<SlotReport> slots);

    /// <summary>Called by a silo with slots from time to time: how the devices of its machine are used.</summary>
    [Alias("Observe")]
    Task Observe(IReadOnlyList<DeviceUse> devices);

    /// <summary>Called by a silo that is about to stop: its slots are granted to nobody any more.</summary>
    [Alias("Unregister")]
    Task Unregister(IReadOnlyList<string> slotIds);

    /// <summary>Puts a trial in line; one that is in line stays there.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="terms">What its experiment says now; that counts for all trials of the experiment.</param>
    /// <param name="need">What it needs of GPUs; null where it computes on the processor.</param>
    [Alias("Enqueue")]
    Task Enqueue(string trialId, SlotTerms terms, GpuNeed? need);

    /// <summary>Takes in what an experiment says now of its trials, those that run among them.</summary>
    [Alias("Revise")]
    Task Revise(long experimentId, SlotTerms terms);

    /// <summary>Takes a trial out of line; harmless when it is not there.</summary>
    [Alias("Withdraw")]
    Task Withdraw(string trialId);

    /// <summary>Takes all trials of an experiment out of line.</summary>
    [Alias("WithdrawExperiment")]
    Task WithdrawExperiment(long experimentId);

    /// <summary>
    /// Frees a slot after its attempt has ended. Where the machine did not allow the attempt, no slot of that host is offered
    /// for a while, which grows from one time to the next.
    /// </summary>
    /// <param name="slotId">The slot.</param>
    /// <param name="trialId">The trial that held it.</param>
    /// <param name="fault">What was in the way of the attempt; null where it could run.</param>
    /// <param name="hasFailed">Whether the attempt has failed, so that the trial had better try another slot for a while.</param>
    [Alias("Release")]
    Task Release(string slotId, string trialId, string? fault, bool hasFailed);

    /// <summary>
    /// Drains a slot: the trial that holds it hands over at its next checkpoint and waits for another, and none is started on
    /// it until <see cref="Undrain"/>, or until its process starts anew.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such slot.</exception>
    [Alias("Drain"), Change("slot.drain", Role.Operator)]
    Task Drain(string slotId);

    /// <summary>Lets a drained slot take trials again.</summary>
    /// <exception cref="KeyNotFoundException">There is no such slot.</exception>
    [Alias("Undrain"), Change("slot.undrain", Role.Operator)]
    Task Undrain(string slotId);

    /// <summary>All slots, who waits for one, and how devices are used.</summary>
    [Alias("Status")]
    Task<SchedulerStatus> Status();
}
