using FastOde.Contracts.Trainers;
using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>Counts for itself what is free of GPUs, to tell whether a trial fits beside what the scheduler has given away.</summary>
internal sealed class SimulatedLedger
{
    private readonly Dictionary<string, long> held = [];
    private readonly Dictionary<string, string> gathered = [];
    private readonly Func<string, int> priority;

    public SimulatedLedger(SlotScheduler scheduler, Func<string, int> priority)
    {
        this.priority = priority;
        foreach (var share in scheduler.Slots.SelectMany(slot => slot.Shares))
            held[share.Key] = held.GetValueOrDefault(share.Key) + share.Memory;
        foreach (var gpu in scheduler.Gpus())
        {
            Assert.InRange(held.GetValueOrDefault(gpu.Gpu.Key), 0, gpu.Gpu.Memory);
            if (gpu.GatheredFor is { } trial)
                gathered[gpu.Gpu.Key] = trial;
        }
    }

    /// <summary>The trials for which GPUs are gathered.</summary>
    public IEnumerable<string> GatheredFor => gathered.Values;

    /// <summary>Whether a trial can begin on a slot: its memory is free, and nobody as urgent gathers it.</summary>
    public bool Fits(WaitingTrial trial, SlotEntry slot)
    {
        if (trial.Need is not { } need || slot.Gpus is not { Count: > 0 } gpus)
            return trial.Need is null or { Device: "auto" };
        var open = gpus.Count(gpu => (need.Memory ?? gpu.Memory) <= gpu.Memory - held.GetValueOrDefault(gpu.Key) && MayTake(trial.Id, gpu));
        return open >= need.Count;
    }

    private bool MayTake(string trialId, GpuDescription gpu) =>
        !gathered.TryGetValue(gpu.Key, out var other) || other == trialId || priority(trialId) > priority(other);
}
