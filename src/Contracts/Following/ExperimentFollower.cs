using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.Following;

/// <summary>
/// Follows one experiment for a page, a command or a program: subscribes with what is wanted, renews the subscription, and
/// delivers what comes in. Whoever follows reads the experiment once after <see cref="Start"/>, and once more whenever
/// changes may have been missed; between, changes are all there is to read.
/// </summary>
public sealed class ExperimentFollower : IExperimentObserver, IAsyncDisposable
{
    /// <summary>
    /// Time between renewals of the subscription, which lasts two minutes. By a renewal a follower learns that the experiment is
    /// on another silo now, where nobody knows him.
    /// </summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly ChangeBuffer buffer = new();
    private readonly SemaphoreSlim delivering = new(1);
    private readonly CancellationTokenSource stopping = new();
    private readonly IGrainFactory grains;
    private readonly IExperimentGrain experiment;
    private readonly TimeProvider time;
    private readonly Func<ExperimentChanges, LiveStatus, Task> deliver;
    private readonly IExperimentObserver reference;
    private ExperimentInterest interest;
    private bool hasSubscribed;
    private Task renewing = Task.CompletedTask;

    private ExperimentFollower(
        IGrainFactory grains, long experimentId, ExperimentInterest interest, TimeProvider time, Func<ExperimentChanges, LiveStatus, Task> deliver)
    {
        (this.grains, this.interest, this.time, this.deliver) = (grains, interest, time, deliver);
        experiment = grains.GetGrain<IExperimentGrain>(experimentId);
        reference = grains.CreateObjectReference<IExperimentObserver>(this);
    }

    /// <summary>Why no changes come in, or could not be taken in; null while they do.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Subscribes; returns when that has been tried, and goes on trying where it failed.</summary>
    /// <param name="grains">Where the experiment is found.</param>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="interest">What is wanted of it.</param>
    /// <param name="time">The clock of renewals.</param>
    /// <param name="deliver">Called with changes and how the connection stands, never twice at once, on no particular thread.</param>
    public static async Task<ExperimentFollower> Start(
        IGrainFactory grains, long experimentId, ExperimentInterest interest, TimeProvider time, Func<ExperimentChanges, LiveStatus, Task> deliver)
    {
        var follower = new ExperimentFollower(grains, experimentId, interest, time, deliver);
        await follower.Renew();
        follower.renewing = follower.Run(follower.stopping.Token);
        return follower;
    }

    /// <summary>Wants something else from now on; whoever wants more reads what is new to him after this.</summary>
    /// <param name="wanted">What is wanted.</param>
    public Task Want(ExperimentInterest wanted)
    {
        interest = wanted;
        return Renew();
    }

    /// <inheritdoc/>
    public Task Changed(ExperimentChanges changes)
    {
        buffer.Add(changes);
        return Deliver(Fault is null ? LiveStatus.Connected : LiveStatus.Interrupted, evenEmpty: false);
    }

    /// <summary>Stops deliveries and unsubscribes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;

        await stopping.CancelAsync();
        await renewing;
        try
        {
            await experiment.Unsubscribe(reference);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Nobody is there to unsubscribe from: the subscription ends by itself.
            Fault = exception;
        }

        grains.DeleteObjectReference<IExperimentObserver>(reference);
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

    private async Task Renew()
    {
        try
        {
            var wasKnown = await experiment.Subscribe(reference, interest);
            var mayHaveMissed = Fault is not null || (hasSubscribed && !wasKnown);
            (hasSubscribed, Fault) = (true, null);
            if (mayHaveMissed)
                await Deliver(LiveStatus.Restored, evenEmpty: true);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var isNew = Fault is null;
            Fault = exception;
            if (isNew)
                await Deliver(LiveStatus.Interrupted, evenEmpty: true);
        }
    }

    private async Task Deliver(LiveStatus status, bool evenEmpty)
    {
        await delivering.WaitAsync();
        try
        {
            var changes = buffer.Take();
            if (!stopping.IsCancellationRequested && (evenEmpty || !changes.IsEmpty))
                await deliver(changes, status);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What could not be taken in is lost: the next renewal has the follower read anew.
            Fault = exception;
        }
        finally
        {
            delivering.Release();
        }
    }
}
