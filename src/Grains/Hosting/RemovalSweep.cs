using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Scheduling;
using FastOde.Storage;
using FastOde.Storage.Curation;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Removes deleted experiments once nobody can take them back any more. What a crash has kept it from is found again at the
/// next look. Several processes may look at once; to remove what is gone does nothing.
/// </summary>
/// <param name="removals">What is to be removed, and does it.</param>
/// <param name="gate">Writes down what became of it.</param>
/// <param name="local">This process, in whose name it is done.</param>
/// <param name="times">How often it looks.</param>
/// <param name="clock">Tells when to look.</param>
/// <param name="logger">Told once of what is in the way.</param>
public sealed class RemovalSweep(
    IRemovalStore removals, AccessGate gate, LocalCaller local, SchedulingTimes times, TimeProvider clock, ILogger<RemovalSweep> logger)
{
    private string? fault;

    /// <summary>Looks again and again until cancelled.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(times.Removal, clock);
        do
        {
            await Look(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Removes what is due now. What is in the way is said and left to the next look.</summary>
    public async Task Look(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var experiment in await removals.Due(cancellationToken))
                await Remove(experiment, cancellationToken);
            fault = null;
        }
        catch (StorageException error)
        {
            if (fault != error.Message)
                logger.LogWarning("Deleted experiments could not be removed, which is tried every {Interval}: {Reason}", times.Removal, error.Message);
            fault = error.Message;
        }
    }

    private async Task Remove(long experiment, CancellationToken cancellationToken)
    {
        // Written down once it is done: the wish is in the audit already, and what is in the way would fill it at every look.
        var (isRemoved, kept) = await removals.Remove(experiment, cancellationToken);
        if (!isRemoved && kept is null)
            return;
        await gate.Change(
            local.Caller,
            new ChangeRequest("experiment.remove", Role.Admin, string.Create(CultureInfo.InvariantCulture, $"experiment {experiment}")),
            () => Task.FromResult(kept),
            cancellationToken,
            reason => (reason is null ? AccessGate.Done : $"refused: {reason}", null));
        if (isRemoved)
            logger.LogInformation("Experiment {Experiment} was deleted, and its files and rows are gone", experiment);
        else
            logger.LogWarning("Experiment {Experiment} was deleted and is kept all the same: {Reason}", experiment, kept);
    }
}
