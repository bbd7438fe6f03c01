using FastOde.Contracts.Experiments;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Devices;
using FastOde.Grains.Notices;
using FastOde.Grains.Trainers;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Begins once the silo can take calls: recovers what a crash left behind, offers the slots and keeps offering them.
/// Ends before the silo stops taking calls, so that stopped attempts can still be recorded.
/// </summary>
internal sealed class TrainerLifecycle(
    FastOdeGrainsOptions options,
    TrainerRunner runner,
    DiskReserve reserve,
    SlotTelemetry telemetry,
    DeviceWatch devices,
    LeaseMonitor leases,
    LostExperiments lost,
    RetentionSweep retention,
    RemovalSweep removal,
    AuditSweep audit,
    WebhookDelivery webhooks,
    NoticeRelay notices,
    ITrialStore trials,
    IGrainFactory grains,
    TimeProvider clock,
    ILogger<TrainerLifecycle> logger) : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // Started last and stopped first: everything else is up in between.
    private const int Stage = ServiceLifecycleStage.Active + 1;

    private readonly CancellationTokenSource stop = new();
    private Task loops = Task.CompletedTask;
    private bool isSaid;

    private ISlotSchedulerGrain Scheduler => grains.GetGrain<ISlotSchedulerGrain>(0);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(TrainerLifecycle), Stage, Start, Stop);

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private async Task Start(CancellationToken cancellationToken)
    {
        if (options.OwnsDatabase)
        {
            var interrupted = await trials.Recover(cancellationToken);
            if (interrupted.Count > 0)
                logger.LogInformation("{Count} trials were running when the process ended; they go on", interrupted.Count);
        }

        // A trial that began before anybody knows the GPUs would take memory of one that is then given to others.
        if (runner.Report().Any(slot => slot.Gpus is null))
            await devices.Look(cancellationToken);

        // Made here, because nobody else asks for it.
        _ = telemetry;
        List<Func<CancellationToken, Task>> watches = [Heartbeat, leases.Run];
        if (runner.Report().Count > 0)
            watches.Add(devices.Run);
        if (!options.OwnsDatabase && options.Role != SiloRole.Trainer)
            watches.Add(lost.Run);
        if (options.Role != SiloRole.Trainer)
            watches.AddRange([retention.Run, removal.Run, audit.Run, webhooks.Run, notices.Run]);
        loops = Task.WhenAll(watches.Select(watch => Task.Run(() => UntilStopped(watch), CancellationToken.None)));
        if (options.ResumesUnfinished)
            await grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished();
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        await stop.CancelAsync();
        await loops;
        await Withdraw();
        await runner.Close(cancellationToken);
    }

    private async Task UntilStopped(Func<CancellationToken, Task> watch)
    {
        try
        {
            await watch(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The silo stops.
        }
    }

    private async Task Heartbeat(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Times.Heartbeat, clock);
        do
        {
            await Register();
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    private async Task Register()
    {
        try
        {
            var hindrance = reserve.Hindrance();
            await Scheduler.Register([.. runner.Report().Select(report => report with { Hindrance = hindrance })]);
            isSaid = false;
        }
        catch (Exception error)
        {
            // In a cluster the scheduler may be on a silo that has died or has not begun.
            if (!isSaid)
            {
                // Orleans knows no class for the scheduler before a silo that hosts it has joined.
                var reason = error is ArgumentException ? "no process with --role control belongs to the cluster yet" : error.Message;
                logger.LogWarning("The slots of this silo could not be registered, which is tried every {Interval}: {Reason}", options.Times.Heartbeat, reason);
            }

            isSaid = true;
        }
    }

    private async Task Withdraw()
    {
        try
        {
            await Scheduler.Unregister([.. runner.Report().Select(report => report.Slot.SlotId)]);
        }
        catch (Exception error)
        {
            // The runner refuses further attempts anyway.
            logger.LogWarning(error, "The slots of this silo could not be withdrawn");
        }
    }
}
