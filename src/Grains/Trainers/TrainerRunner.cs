using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Grains.Devices;
using FastOde.Grains.Programs;
using FastOde.Grains.Scheduling;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Runs attempts on the slots of this silo, outside any grain: no deactivation, migration or lost directory partition
/// touches a running attempt.
/// </summary>
internal sealed class TrainerRunner : IDisposable
{
    private readonly Lock @lock = new();
    private readonly Dictionary<string, Slot> slots;
    private readonly IReadOnlyList<IAttemptProgram> programs;
    private readonly IMeasurementStore measurements;
    private readonly AttemptPreparation preparation;
    private readonly ITrialStore trials;
    private readonly IGrainFactory grains;
    private readonly OfferedGpus gpus;
    private readonly SchedulingTimes times;
    private readonly TimeProvider clock;
    private readonly ILogger<TrainerRunner> logger;
    private readonly CancellationTokenSource closing = new();
    private readonly CancellationTokenSource shutdown = new();
    private readonly List<Task> ends = [];
    private bool isClosing;

    /// <summary>Makes a runner with idle slots.</summary>
    public TrainerRunner(
        SlotOptions options,
        IEnumerable<IAttemptProgram> programs,
        IMeasurementStore measurements,
        AttemptPreparation preparation,
        ITrialStore trials,
        IGrainFactory grains,
        OfferedGpus gpus,
        SchedulingTimes times,
        TimeProvider clock,
        ILogger<TrainerRunner> logger)
    {
        (this.measurements, this.preparation, this.trials, this.grains) = (measurements, preparation, trials, grains);
        (this.gpus, this.times, this.clock, this.logger) = (gpus, times, clock, logger);
        this.programs = [.. programs];
        slots = options.Describe(PhysicalCores.Count())
            .ToDictionary(slot => slot.SlotId, slot => new Slot(slot, new(slot.SlotId, slot.Threads, slot.Cores)));
    }

    /// <summary>What runs on the slots.</summary>
    public IReadOnlyList<SlotReport> Report()
    {
        lock (@lock)
        {
            return [.. slots.Values.Select(slot => new SlotReport
            {
                Slot = slot.Description,
                TrialId = slot.Run?.Order.Lease.TrialId,
                ExperimentId = slot.Run?.Order.ExperimentId,
                IsDrained = slot.IsDrained,
                Gpus = gpus.Found,
                Shares = slot.Run?.Order.Shares ?? [],
            })];
        }
    }

    /// <summary>Remembers whether a slot is drained. What runs on it goes on; whom slots are given to, the scheduler decides.</summary>
    /// <exception cref="InvalidOperationException">The slot is unknown.</exception>
    public void SetDrained(string slotId, bool isDrained)
    {
        lock (@lock)
        {
            if (!slots.TryGetValue(slotId, out var slot))
                throw new InvalidOperationException($"There is no slot {slotId} here.");
            slot.IsDrained = isDrained;
        }
    }

    /// <summary>How the attempts stand that run.</summary>
    public IReadOnlyList<RunProgress> Running()
    {
        lock (@lock)
            return [.. slots.Values.Select(slot => slot.Run?.Progress).OfType<RunProgress>()];
    }

    /// <summary>Starts an attempt and returns at once.</summary>
    /// <exception cref="InvalidOperationException">The slot is unknown or busy, or the process is stopping.</exception>
    public void Start(string slotId, AttemptOrder order)
    {
        lock (@lock)
        {
            if (!slots.TryGetValue(slotId, out var slot))
                throw new InvalidOperationException($"this silo has no slot {slotId}");
            if (isClosing)
                throw new InvalidOperationException($"slot {slotId} is on a silo that is stopping");
            if (slot.Run is { } busy)
                throw new InvalidOperationException($"slot {slotId} still runs trial {busy.Order.Lease.TrialId}");
            var run = Create(order);
            slot.Run = run;
            ends.RemoveAll(end => end.IsCompleted);
            ends.Add(Task.Run(() => Run(slot, run)));
        }
    }

    /// <summary>Asks an attempt to stop after a checkpoint; harmless when it does not run here.</summary>
    public void Stop(AttemptLease lease)
    {
        lock (@lock)
        {
            var run = slots.GetValueOrDefault(lease.SlotId)?.Run;
            if (run?.Order.Lease.Epoch == lease.Epoch && run.Order.Lease.TrialId == lease.TrialId)
                run.Stop();
        }
    }

    /// <summary>The lease of the attempt on a slot, or null.</summary>
    public AttemptLease? Current(string slotId)
    {
        lock (@lock)
            return slots.GetValueOrDefault(slotId)?.Run?.Order.Lease;
    }

    /// <summary>Takes no further attempts, stops the running ones after a checkpoint and waits until their trials know.</summary>
    /// <param name="cancellationToken">Ends the wait; what is not told by then is found when the leases run out.</param>
    public async Task Close(CancellationToken cancellationToken)
    {
        List<Task> ends;
        lock (@lock)
        {
            isClosing = true;
            foreach (var slot in slots.Values)
                slot.Run?.Stop();
            ends = [.. this.ends];
        }

        await closing.CancelAsync();
        try
        {
            await Task.WhenAll(ends).WaitAsync(cancellationToken);
        }
        finally
        {
            await shutdown.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in slots.Values)
            slot.Thread.Dispose();
        closing.Dispose();
        shutdown.Dispose();
    }

    private AttemptRun Create(AttemptOrder order)
    {
        var trial = grains.GetGrain<ITrialGrain>(order.Lease.TrialId);
        var program = programs.FirstOrDefault(candidate => candidate.Handles(order.Trial))
            ?? throw new InvalidOperationException($"nothing here can run trial {order.Lease.TrialId}");
        var sink = new AttemptSink(order.Lease, measurements, trial, clock, logger);
        return new(order, program, preparation, sink, trial, trials, times, clock, logger);
    }

    private async Task Run(Slot slot, AttemptRun run)
    {
        try
        {
            await run.Run(slot.Thread, () => Vacate(slot, run), closing.Token, shutdown.Token);
        }
        catch (Exception error)
        {
            logger.LogWarning("The end of trial {Trial} could not be told; its lease will run out: {Reason}", run.Order.Lease.TrialId, error.Message);
            Vacate(slot, run);
        }
    }

    private void Vacate(Slot slot, AttemptRun run)
    {
        lock (@lock)
        {
            if (slot.Run == run)
                slot.Run = null;
        }
    }

    private sealed class Slot(SlotDescription description, SlotThread thread)
    {
        public SlotDescription Description { get; } = description;

        public SlotThread Thread { get; } = thread;

        public AttemptRun? Run { get; set; }

        public bool IsDrained { get; set; }
    }
}
