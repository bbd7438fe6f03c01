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
    private DateTimeOffset lastCheck = clock.GetUtcNow();
    private bool couldLook = true;
    private bool isSaid;

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.LeaseCheck, clock);
        lastCheck = clock.GetUtcNow();
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await Check(cancellationToken);
    }

    /// <summary>
    /// Looks once, unless the machine has slept or the database was out of reach: then runners are alive and only need a
    /// moment to renew.
    /// </summary>
    public async Task Check(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var mayLook = couldLook && now - lastCheck <= times.LeaseCheck + times.Lease;
        lastCheck = now;
        couldLook = !mayLook || await Look(now, cancellationToken);
    }

    private async Task<bool> Look(DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            var expired = await trials.ExpiredLeases(now, cancellationToken);
            await Task.WhenAll(expired.Select(lease => grains.GetGrain<ITrialGrain>(lease.TrialId).LeaseExpired(lease.Epoch)));
            isSaid = false;
            return true;
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (!isSaid)
                logger.LogWarning("Leases could not be looked through, which is tried every {Interval}: {Reason}", times.LeaseCheck, error.Message);
            isSaid = true;
            return false;
        }
    }
}
