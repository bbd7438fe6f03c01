namespace FastOde.Contracts.Following;

/// <summary>
/// Keeps a follower subscribed to a grain: renews the subscription, which ends by itself without that, and tells the follower where
/// something may have been missed.
/// </summary>
/// <param name="subscribe">Subscribes, and says whether the grain knew the follower already.</param>
/// <param name="unsubscribe">Ends the subscription.</param>
/// <param name="tell">Told when the connection is interrupted, and when it is restored and all is to be read again.</param>
/// <param name="time">The clock of renewals.</param>
internal sealed class Subscription(Func<Task<bool>> subscribe, Func<Task> unsubscribe, Func<LiveStatus, Task> tell, TimeProvider time) : IAsyncDisposable
{
    /// <summary>
    /// Time between renewals of the subscription, which lasts two minutes. By a renewal a follower learns that the grain is on
    /// another silo now, where nobody knows him.
    /// </summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private bool hasSubscribed;
    private Task renewing = Task.CompletedTask;

    /// <summary>Why nothing comes in, or could not be taken in; null while it does.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Whether the follower follows no more.</summary>
    public bool HasEnded => stopping.IsCancellationRequested;

    /// <summary>Subscribes; returns when that has been tried, and goes on trying where it failed.</summary>
    public async Task Start()
    {
        await Renew();
        renewing = Run(stopping.Token);
    }

    /// <summary>Subscribes anew.</summary>
    public async Task Renew()
    {
        try
        {
            var wasKnown = await subscribe();
            var mayHaveMissed = Fault is not null || (hasSubscribed && !wasKnown);
            (hasSubscribed, Fault) = (true, null);
            if (mayHaveMissed)
                await tell(LiveStatus.Restored);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Tried again at the next renewal.
            var isNew = Fault is null;
            Fault = exception;
            if (isNew)
                await tell(LiveStatus.Interrupted);
        }
    }

    /// <summary>Renews no more, and unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await renewing;
        try
        {
            await unsubscribe();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody is there to unsubscribe from: the subscription ends by itself.
            Fault = exception;
        }

        stopping.Dispose();
    }

    private async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
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
}
