using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Grains.Access;
using FastOde.Grains.Scheduling;
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
    : Sweep(times.Removal, "Deleted experiments could not be removed", clock, logger)
{
    /// <inheritdoc/>
    protected override async Task DoWhatIsDue(CancellationToken cancellationToken)
    {
        foreach (var experiment in await removals.Due(cancellationToken))
            await Remove(experiment, cancellationToken);
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
            Logger.LogInformation("Experiment {Experiment} was deleted, and its files and rows are gone", experiment);
        else
            Logger.LogWarning("Experiment {Experiment} was deleted and is kept all the same: {Reason}", experiment, kept);
    }
}
