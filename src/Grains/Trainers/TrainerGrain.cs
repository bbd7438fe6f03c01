// Represents one slot of a silo to the rest of the cluster: a handle on the silo's runner, with no state of its own.
// Notifies nobody; the runner itself tells trials how their attempts go.
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Trainers;

/// <summary>Passes calls on to the runner; activating and deactivating it means nothing to a running attempt.</summary>
[SlotPlacement]
internal sealed class TrainerGrain(TrainerRunner runner) : Grain, ITrainerGrain
{
    /// <inheritdoc/>
    public Task Run(AttemptOrder order)
    {
        runner.Start(this.GetPrimaryKeyString(), order);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Stop(AttemptLease lease)
    {
        runner.Stop(lease);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task SetDrained(bool isDrained)
    {
        runner.SetDrained(this.GetPrimaryKeyString(), isDrained);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<AttemptLease?> Current() => Task.FromResult(runner.Current(this.GetPrimaryKeyString()));
}
