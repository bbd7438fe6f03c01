using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.Following;

/// <summary>
/// Follows the list of experiments for a page: subscribes, renews the subscription, and says when the list is to be read
/// again. That is also where something may have been missed.
/// </summary>
public sealed class CatalogFollower : ICatalogObserver, IAsyncDisposable
{
    private readonly IGrainFactory grains;
    private readonly Func<Task> changed;
    private readonly Func<Task>? noticed;
    private readonly ICatalogObserver reference;
    private readonly Subscription subscription;

    private CatalogFollower(IGrainFactory grains, TimeProvider time, Func<Task> changed, Func<Task>? noticed)
    {
        (this.grains, this.changed, this.noticed) = (grains, changed, noticed);
        var catalog = grains.GetGrain<IExperimentCatalogGrain>(0);
        reference = grains.CreateObjectReference<ICatalogObserver>(this);
        subscription = new(
            () => catalog.Subscribe(reference), () => catalog.Unsubscribe(reference), status => status == LiveStatus.Restored ? ReadAgain() : Task.CompletedTask, time);
    }

    /// <summary>Subscribes; returns when that has been tried, and goes on trying where it failed.</summary>
    /// <param name="grains">Where the catalog is found.</param>
    /// <param name="time">The clock of renewals.</param>
    /// <param name="changed">Called when the list is to be read again, on no particular thread.</param>
    /// <param name="noticed">Called when notices are to be read again, on no particular thread; null where nobody reads them.</param>
    public static async Task<CatalogFollower> Start(IGrainFactory grains, TimeProvider time, Func<Task> changed, Func<Task>? noticed = null)
    {
        var follower = new CatalogFollower(grains, time, changed, noticed);
        await follower.subscription.Start();
        return follower;
    }

    /// <inheritdoc/>
    public Task Changed() => subscription.HasEnded ? Task.CompletedTask : changed();

    /// <inheritdoc/>
    public Task Noticed() => subscription.HasEnded || noticed is null ? Task.CompletedTask : noticed();

    private async Task ReadAgain()
    {
        await Changed();
        await Noticed();
    }

    /// <summary>Unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (subscription.HasEnded)
            return;

        await subscription.DisposeAsync();
        grains.DeleteObjectReference<ICatalogObserver>(reference);
    }
}
