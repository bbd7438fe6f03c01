using FastOde.Grains.Scheduling;
using FastOde.Storage.Retention;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>
/// Applies the retention policies of experiments to trials that have ended. What a crash has kept it from is found again
/// at the next look. Several processes may look at once; to take away what is gone does nothing.
/// </summary>
/// <param name="retention">What is to be done, and does it.</param>
/// <param name="times">How often it looks.</param>
/// <param name="clock">Tells when to look.</param>
/// <param name="logger">Told once of what is in the way.</param>
public sealed class RetentionSweep(IRetentionStore retention, SchedulingTimes times, TimeProvider clock, ILogger<RetentionSweep> logger)
    : Sweep(times.Retention, "Retention policies could not be applied", clock, logger)
{
    /// <inheritdoc/>
    protected override async Task DoWhatIsDue(CancellationToken cancellationToken)
    {
        foreach (var experiment in await retention.Due(cancellationToken))
        {
            var lost = await retention.Apply(experiment, cancellationToken);
            Logger.LogInformation(
                "Experiment {Experiment} keeps less of {Trials} ended trials: {Files} files, {Bytes} bytes and {Points} points are gone", experiment, lost.Trials, lost.Files, lost.Bytes, lost.Points);
        }
    }
}
