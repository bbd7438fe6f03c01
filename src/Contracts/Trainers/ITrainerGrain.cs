using FastOde.Contracts.Trials;

namespace FastOde.Contracts.Trainers;

/// <summary>
/// A thin handle on one slot's runner, which does the training on a thread of its own; notifies the trial. It may be
/// deactivated and activated at any time without disturbing the attempt. The key is the slot's id.
/// </summary>
[Alias("FastOde.ITrainerGrain")]
public interface ITrainerGrain : IGrainWithStringKey
{
    /// <summary>Starts an attempt on the slot.</summary>
    /// <exception cref="InvalidOperationException">Another attempt runs there.</exception>
    [Alias("Run")]
    Task Run(AttemptOrder order);

    /// <summary>Asks the attempt to stop after a checkpoint; its end is told to the trial.</summary>
    [Alias("Stop")]
    Task Stop(AttemptLease lease);

    /// <summary>Has the slot's silo remember whether the slot is drained, which it says with each report.</summary>
    [Alias("SetDrained")]
    Task SetDrained(bool isDrained);

    /// <summary>The lease of the attempt that runs on the slot, or null.</summary>
    [Alias("Current")]
    Task<AttemptLease?> Current();
}
