using FastOde.Contracts.Trials;
using FastOde.Grains.Trainers;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Tells trials whose leases have run out. Every silo looks, so that no single one is needed; telling a trial twice
/// means nothing.
/// </summary>
internal sealed class LeaseMonitor(
    ITrialStore trials, IGrainFactory grains, SchedulingTimes times, TimeProvider clock, ILogger<LeaseMonitor> logger)
{
    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.LeaseCheck, clock);
        var lastLook = clock.GetUtcNow();
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = clock.GetUtcNow();

            // After a machine has slept, its runners are alive and only need a moment to renew.
            var hasSlept = now - lastLook > times.LeaseCheck + times.Lease;
            lastLook = now;
            if (!hasSlept) await Look(now, cancellationToken);
        }
    }

    private async Task Look(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var lease in await trials.ExpiredLeases(now, cancellationToken))
            {
                logger.LogWarning("The lease of trial {Trial} on {Slot} has run out", lease.TrialId, lease.SlotId);
                await grains.GetGrain<ITrialGrain>(lease.TrialId).LeaseExpired(lease.Epoch);
            }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning(error, "Leases could not be looked through; the next look is in {Interval}", times.LeaseCheck);
        }
    }
}
