using FastOde.Contracts.Trials;
using FastOde.Grains.Concurrency;
using FastOde.Grains.Scheduling;
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
    private readonly SteadyClock steady = new(clock);
    private DateTimeOffset lastCheck = clock.GetUtcNow();
    private DateTimeOffset trustedFrom = DateTimeOffset.MinValue;
    private bool wasAway;
    private bool isSaid;

    /// <summary>As long as a runner may need to renew once it can: it waits for its next heartbeat, or between two tries of a write.</summary>
    private TimeSpan Grace => times.Heartbeat * 2 > times.LeaseCheck ? times.Heartbeat * 2 : times.LeaseCheck;

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.LeaseCheck, clock);
        lastCheck = clock.GetUtcNow();
        while (await timer.WaitForNextTickAsync(cancellationToken))
            await Check(cancellationToken);
    }

    /// <summary>
    /// Looks once. Where the machine has slept, or the database was out of reach or slow to answer, nobody is told: runners
    /// are alive and only need a moment to renew.
    /// </summary>
    public async Task Check(CancellationToken cancellationToken)
    {
        var (now, asked) = (clock.GetUtcNow(), steady.Now);
        if (now - lastCheck > times.LeaseCheck + times.Lease)
            trustedFrom = asked + Grace;
        lastCheck = now;
        try
        {
            var expired = await trials.ExpiredLeases(now, cancellationToken);
            isSaid = false;
            if (IsTrusted(asked))
                await Task.WhenAll(expired.Select(lease => grains.GetGrain<ITrialGrain>(lease.TrialId).LeaseExpired(lease.Epoch)));
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            wasAway = true;
            if (!isSaid)
                logger.LogWarning("Leases could not be looked through, which is tried every {Interval}: {Reason}", times.LeaseCheck, error.Message);
            isSaid = true;
        }
    }

    /// <summary>Whether what was asked for at a moment, and has been answered now, says who is alive.</summary>
    private bool IsTrusted(DateTimeOffset asked)
    {
        var now = steady.Now;
        if (now - asked > times.Lease / 2)
            wasAway = true;
        else if (wasAway)
            (wasAway, trustedFrom) = (false, now + Grace);
        return !wasAway && now >= trustedFrom;
    }
}
