using FastOde.Contracts.Trainers;
using FastOde.Grains.Scheduling;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Devices;

/// <summary>
/// Reads from time to time how the devices of this machine are used, beside all grains, and tells the metrics and the scheduler.
/// </summary>
internal sealed class DeviceWatch(
    IGpuReader gpus,
    IMachineReader machine,
    DeviceTelemetry telemetry,
    OfferedGpus offered,
    IGrainFactory grains,
    SchedulingTimes times,
    TimeProvider clock,
    ILogger<DeviceWatch> logger)
{
    private string? said;

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.Devices, clock);
        do
        {
            await Look(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Looks once.</summary>
    public async Task Look(CancellationToken cancellationToken)
    {
        var read = await Gpus(cancellationToken);
        telemetry.Show(read);
        offered.Note(read);
        await Tell([.. machine.Read() is { } processor ? [processor, .. read] : read]);
    }

    /// <summary>The GPUs; none while they cannot be read, which is said once.</summary>
    private async Task<IReadOnlyList<DeviceUse>> Gpus(CancellationToken cancellationToken)
    {
        try
        {
            var read = await gpus.Read(cancellationToken);
            said = null;
            return read;
        }
        catch (GpuReadingException problem)
        {
            if (said != problem.Message)
                logger.LogWarning("Memory and utilisation of the GPUs are not known, which is tried every {Interval}: {Reason}", times.Devices, problem.Message);
            said = problem.Message;
            return [];
        }
    }

    private async Task Tell(IReadOnlyList<DeviceUse> devices)
    {
        if (devices.Count == 0)
            return;
        try
        {
            await grains.GetGrain<ISlotSchedulerGrain>(0).Observe(devices);
        }
        catch (Exception error)
        {
            // The heartbeat of the slots says whether the scheduler answers.
            logger.LogDebug(error, "The scheduler did not hear how devices are used");
        }
    }
}
