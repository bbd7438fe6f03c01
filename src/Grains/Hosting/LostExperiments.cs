using FastOde.Contracts.Experiments;
using FastOde.Grains.Scheduling;
using FastOde.Storage;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Calls every experiment that is unfinished, again and again: one whose silo has died is thereby activated on another, also
/// where no trial of it speaks. To one that is active the call means nothing.
/// </summary>
internal sealed class LostExperiments(
    IExperimentStore store, IGrainFactory grains, SchedulingTimes times, TimeProvider clock, ILogger<LostExperiments> logger)
{
    private Dictionary<long, Task> calls = [];

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.TakeOver, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await Look(cancellationToken);
    }

    /// <summary>Calls each of them, without waiting for an answer: one that died a moment ago answers when the cluster knows.</summary>
    public async Task Look(CancellationToken cancellationToken)
    {
        try
        {
            var unfinished = await store.Unfinished(cancellationToken);
            calls = unfinished.ToDictionary(id => id, id => calls.TryGetValue(id, out var call) && !call.IsCompleted ? call : Call(id));
        }
        catch (StorageException fault)
        {
            // Whoever writes says so already.
            logger.LogDebug(fault, "Unfinished experiments could not be looked for");
        }
    }

    private async Task Call(long id)
    {
        try
        {
            await grains.GetGrain<IExperimentGrain>(id).Summary();
        }
        catch (Exception error)
        {
            logger.LogDebug(error, "Experiment {Experiment} did not answer; it is called again in {Interval}", id, times.TakeOver);
        }
    }
}
