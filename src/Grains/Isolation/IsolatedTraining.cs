using System.Collections.Concurrent;
using FastOde.Contracts.Trials;
using FastOde.Grains.Attempts;
using FastOde.Specs;
using Orleans.Serialization;

namespace FastOde.Grains.Isolation;

/// <summary>
/// Runs training in processes of its own, one a slot: a native crash or a broken GPU context then costs one attempt, and
/// neither the silo nor the other slots.
/// </summary>
/// <param name="options">How a process is started.</param>
/// <param name="serializer">Makes bytes of messages.</param>
internal sealed class IsolatedTraining(TrainerProcessOptions options, Serializer<TrainerMessage> serializer) : IAttemptProgram, IDisposable
{
    private readonly ConcurrentDictionary<string, TrainerProcess> processes = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>The process does, and this one does not.</remarks>
    public bool UsesTorch => false;

    /// <inheritdoc/>
    public bool Handles(TrialSpec trial) => trial.Function is null;

    /// <inheritdoc/>
    /// <exception cref="TrainerProcessException">The attempt ended by an exception, or its process did.</exception>
    public AttemptResult Run(AttemptOrder order, IAttemptSink sink) => ProcessOf(order.Lease.SlotId).Run(order, sink);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var process in processes.Values)
            process.Dispose();
    }

    /// <summary>The slot's process. It is kept from one attempt to the next, since loading libtorch takes a second.</summary>
    private TrainerProcess ProcessOf(string slotId)
    {
        if (processes.TryRemove(slotId, out var process) && !process.IsAlive)
        {
            process.Dispose();
            process = null;
        }

        return processes[slotId] = process ?? new(options, serializer);
    }
}
