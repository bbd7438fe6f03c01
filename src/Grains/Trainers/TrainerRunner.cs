using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Grains.Programs;
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
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Slot> _slots;
    private readonly IReadOnlyList<IAttemptProgram> _programs;
    private readonly IMeasurementStore _measurements;
    private readonly AttemptPreparation _preparation;
    private readonly ITrialStore _trials;
    private readonly IGrainFactory _grains;
    private readonly SchedulingTimes _times;
    private readonly TimeProvider _clock;
    private readonly ILogger<TrainerRunner> _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly CancellationTokenSource _shutdown = new();
    private readonly List<Task> _ends = [];
    private bool _isClosing;

    /// <summary>Makes a runner with idle slots.</summary>
    public TrainerRunner(
        SlotOptions options,
        IEnumerable<IAttemptProgram> programs,
        IMeasurementStore measurements,
        AttemptPreparation preparation,
        ITrialStore trials,
        IGrainFactory grains,
        SchedulingTimes times,
        TimeProvider clock,
        ILogger<TrainerRunner> logger)
    {
        (_measurements, _preparation, _trials, _grains) = (measurements, preparation, trials, grains);
        (_times, _clock, _logger) = (times, clock, logger);
        _programs = [.. programs];
        _slots = options.Describe(PhysicalCores.Count())
            .ToDictionary(slot => slot.SlotId, slot => new Slot(slot, new(slot.SlotId, slot.Threads)));
    }

    /// <summary>What runs on the slots.</summary>
    public IReadOnlyList<SlotReport> Report()
    {
        lock (_lock)
        {
            return [.. _slots.Values.Select(slot => new SlotReport
            {
                Slot = slot.Description,
                TrialId = slot.Run?.Order.Lease.TrialId,
                ExperimentId = slot.Run?.Order.ExperimentId,
            })];
        }
    }

    /// <summary>Starts an attempt and returns at once.</summary>
    /// <exception cref="InvalidOperationException">The slot is unknown or busy, or the process is stopping.</exception>
    public void Start(string slotId, AttemptOrder order)
    {
        lock (_lock)
        {
            if (!_slots.TryGetValue(slotId, out var slot)) throw new InvalidOperationException($"this silo has no slot {slotId}");
            if (_isClosing) throw new InvalidOperationException($"slot {slotId} is on a silo that is stopping");
            if (slot.Run is { } busy)
                throw new InvalidOperationException($"slot {slotId} still runs trial {busy.Order.Lease.TrialId}");
            var run = Create(order);
            slot.Run = run;
            _ends.RemoveAll(end => end.IsCompleted);
            _ends.Add(Task.Run(() => Run(slot, run)));
        }
    }

    /// <summary>Asks an attempt to stop after a checkpoint; harmless when it does not run here.</summary>
    public void Stop(AttemptLease lease)
    {
        lock (_lock)
        {
            var run = _slots.GetValueOrDefault(lease.SlotId)?.Run;
            if (run?.Order.Lease.Epoch == lease.Epoch && run.Order.Lease.TrialId == lease.TrialId) run.Stop();
        }
    }

    /// <summary>The lease of the attempt on a slot, or null.</summary>
    public AttemptLease? Current(string slotId)
    {
        lock (_lock) return _slots.GetValueOrDefault(slotId)?.Run?.Order.Lease;
    }

    /// <summary>Takes no further attempts, stops the running ones after a checkpoint and waits until their trials know.</summary>
    /// <param name="cancellationToken">Ends the wait; what is not told by then is found when the leases run out.</param>
    public async Task Close(CancellationToken cancellationToken)
    {
        List<Task> ends;
        lock (_lock)
        {
            _isClosing = true;
            foreach (var slot in _slots.Values) slot.Run?.Stop();
            ends = [.. _ends];
        }

        await _closing.CancelAsync();
        try
        {
            await Task.WhenAll(ends).WaitAsync(cancellationToken);
        }
        finally
        {
            await _shutdown.CancelAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots.Values) slot.Thread.Dispose();
        _closing.Dispose();
        _shutdown.Dispose();
    }

    private AttemptRun Create(AttemptOrder order)
    {
        var trial = _grains.GetGrain<ITrialGrain>(order.Lease.TrialId);
        var program = _programs.FirstOrDefault(candidate => candidate.Handles(order.Trial))
            ?? throw new InvalidOperationException($"nothing here can run trial {order.Lease.TrialId}");
        var sink = new AttemptSink(order.Lease, _measurements, trial, _clock, _logger);
        return new(order, program, _preparation, sink, trial, _trials, _times, _clock, _logger);
    }

    private async Task Run(Slot slot, AttemptRun run)
    {
        try
        {
            await run.Run(slot.Thread, () => Vacate(slot, run), _closing.Token, _shutdown.Token);
        }
        catch (Exception error)
        {
            _logger.LogWarning("The end of trial {Trial} could not be told; its lease will run out: {Reason}", run.Order.Lease.TrialId, error.Message);
            Vacate(slot, run);
        }
    }

    private void Vacate(Slot slot, AttemptRun run)
    {
        lock (_lock)
        {
            if (slot.Run == run) slot.Run = null;
        }
    }

    private sealed class Slot(SlotDescription description, SlotThread thread)
    {
        public SlotDescription Description { get; } = description;

        public SlotThread Thread { get; } = thread;

        public AttemptRun? Run { get; set; }
    }
}
