using FastOde.Storage;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Hosting;

/// <summary>Something in the store that is looked for from time to time and done where it is due.</summary>
/// <param name="interval">Time between two looks.</param>
/// <param name="failure">What is said where the store does not allow it, such as <c>Retention policies could not be applied</c>.</param>
/// <param name="clock">Tells when to look.</param>
/// <param name="logger">Told once of what is in the way.</param>
public abstract class Sweep(TimeSpan interval, string failure, TimeProvider clock, ILogger logger)
{
    private string? fault;

    /// <summary>Whether anything can ever be due.</summary>
    protected virtual bool IsWanted => true;

    /// <summary>Tells the time.</summary>
    protected TimeProvider Clock => clock;

    /// <summary>Told of what was done.</summary>
    protected ILogger Logger => logger;

    /// <summary>Looks again and again until cancelled; never where nothing can be due.</summary>
    internal async Task Run(CancellationToken cancellationToken)
    {
        if (!IsWanted)
            return;
        using var timer = new PeriodicTimer(interval, clock);
        do
        {
            await Look(cancellationToken);
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>Does what is due now. What is in the way is said and left to the next look.</summary>
    public async Task Look(CancellationToken cancellationToken)
    {
        try
        {
            await DoWhatIsDue(cancellationToken);
            fault = null;
        }
        catch (StorageException error)
        {
            if (fault != error.Message)
                logger.LogWarning("{Failure}, which is tried every {Interval}: {Reason}", failure, interval, error.Message);
            fault = error.Message;
        }
    }

    /// <summary>Does what is due.</summary>
    /// <exception cref="StorageException">The store does not allow it.</exception>
    protected abstract Task DoWhatIsDue(CancellationToken cancellationToken);
}
