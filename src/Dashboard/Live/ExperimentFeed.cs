using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Live;

/// <summary>
/// The live changes of one experiment for one page: subscribes an observer, renews the subscription every 30 seconds
/// (so that a restarted silo sends again), and delivers what came in at most twice a second.
/// </summary>
public sealed class ExperimentFeed : IExperimentObserver, IAsyncDisposable
{
    /// <summary>Time between renewals of the subscription.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(30);

    /// <summary>Time between deliveries.</summary>
    public static readonly TimeSpan DeliverEvery = TimeSpan.FromMilliseconds(500);

    private readonly ChangeBuffer buffer = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly IGrainFactory grains;
    private readonly IExperimentGrain experiment;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Func<ExperimentChanges, Task> deliver;
    private readonly IExperimentObserver reference;
    private bool interrupted;
    private Task running = Task.CompletedTask;

    private ExperimentFeed(
        IGrainFactory grains, long experimentId, TimeProvider time, ILogger logger, Func<ExperimentChanges, Task> deliver)
    {
        (this.grains, this.time, this.logger, this.deliver) = (grains, time, logger, deliver);
        experiment = grains.GetGrain<IExperimentGrain>(experimentId);
        reference = grains.CreateObjectReference<IExperimentObserver>(this);
    }

    /// <summary>Subscribes and starts delivering; returns when the first subscription has been tried.</summary>
    /// <param name="grains">Where the experiment is found.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="time">The clock of renewals and deliveries.</param>
    /// <param name="logger">Told when the experiment cannot be reached.</param>
    /// <param name="deliver">Called with changes, never twice at once, on no particular thread.</param>
    public static async Task<ExperimentFeed> Start(
        IGrainFactory grains, long experimentId, TimeProvider time, ILogger logger, Func<ExperimentChanges, Task> deliver)
    {
        var feed = new ExperimentFeed(grains, experimentId, time, logger, deliver);
        await feed.Renew();
        feed.running = feed.Run(feed.stopping.Token);
        return feed;
    }

    /// <inheritdoc />
    public Task ExperimentChanged(ExperimentSummary experiment) => Keep(() => buffer.Add(experiment));

    /// <inheritdoc />
    public Task TrialChanged(TrialSummary trial) => Keep(() => buffer.Add(trial));

    /// <inheritdoc />
    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points) => Keep(() => buffer.Add(trialId, points));

    /// <inheritdoc />
    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows) => Keep(() => buffer.Add(rows));

    /// <summary>Stops deliveries and unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        try
        {
            await experiment.Unsubscribe(reference);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogDebug(exception, "The experiment is not there to unsubscribe from; its subscription ends by itself.");
        }

        grains.DeleteObjectReference<IExperimentObserver>(reference);
        stopping.Dispose();
    }

    private static Task Keep(Action keep)
    {
        keep();
        return Task.CompletedTask;
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(DeliverEvery, time);
        var renewed = time.GetTimestamp();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (time.GetElapsedTime(renewed) >= RenewEvery)
                {
                    await Renew();
                    renewed = time.GetTimestamp();
                }

                await Deliver();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The page has gone.
        }
    }

    private async Task Renew()
    {
        try
        {
            await experiment.Subscribe(reference);
            if (interrupted)
            {
                interrupted = false;
                buffer.Add(LiveStatus.Restored);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            logger.LogWarning(exception, "No live changes from the experiment for now; it is asked again in {Seconds} s.", RenewEvery.TotalSeconds);
            Interrupt();
        }
    }

    private void Interrupt()
    {
        interrupted = true;
        buffer.Add(LiveStatus.Interrupted);
    }

    private async Task Deliver()
    {
        if (buffer.Take() is { } changes)
        {
            try
            {
                await deliver(changes);
            }
            catch (Exception exception) when (stopping.IsCancellationRequested || exception is ObjectDisposedException)
            {
                logger.LogDebug(exception, "The page went away while it was told of changes.");
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // What the page could not take is lost to it; the next renewal makes it read the history again.
                logger.LogError(exception, "A page could not take live changes; it reads the history again soon.");
                Interrupt();
            }
        }
    }
}
