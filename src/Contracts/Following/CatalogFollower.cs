using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.Following;

/// <summary>
/// Follows the list of experiments for a page: subscribes, renews the subscription, and says when the list is to be read
/// again. That is also where something may have been missed.
/// </summary>
public sealed class CatalogFollower : ICatalogObserver, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IGrainFactory grains;
    private readonly IExperimentCatalogGrain catalog;
    private readonly TimeProvider time;
    private readonly Func<Task> changed;
    private readonly ICatalogObserver reference;
    private bool hasSubscribed;
    private Exception? fault;
    private Task renewing = Task.CompletedTask;

    private CatalogFollower(IGrainFactory grains, TimeProvider time, Func<Task> changed)
    {
        (this.grains, this.time, this.changed) = (grains, time, changed);
        catalog = grains.GetGrain<IExperimentCatalogGrain>(0);
        reference = grains.CreateObjectReference<ICatalogObserver>(this);
    }

    /// <summary>Subscribes; returns when that has been tried, and goes on trying where it failed.</summary>
    /// <param name="grains">Where the catalog is found.</param>
    /// <param name="time">The clock of renewals.</param>
    /// <param name="changed">Called when the list is to be read again, on no particular thread.</param>
    public static async Task<CatalogFollower> Start(IGrainFactory grains, TimeProvider time, Func<Task> changed)
    {
        var follower = new CatalogFollower(grains, time, changed);
        await follower.Renew();
        follower.renewing = follower.Run(follower.stopping.Token);
        return follower;
    }

    /// <inheritdoc/>
    public Task Changed() => stopping.IsCancellationRequested ? Task.CompletedTask : changed();

    /// <summary>Unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;

        await stopping.CancelAsync();
        await renewing;
        try
        {
            await catalog.Unsubscribe(reference);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody is there to unsubscribe from: the subscription ends by itself.
            fault = exception;
        }

        grains.DeleteObjectReference<ICatalogObserver>(reference);
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ExperimentFollower.RenewEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await Renew();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody follows any more.
        }
    }

    private async Task Renew()
    {
        try
        {
            var wasKnown = await catalog.Subscribe(reference);
            var mayHaveMissed = fault is not null || (hasSubscribed && !wasKnown);
            (hasSubscribed, fault) = (true, null);
            if (mayHaveMissed)
                await Changed();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Tried again at the next renewal, after which the list is read anew.
            fault = exception;
        }
    }
}
