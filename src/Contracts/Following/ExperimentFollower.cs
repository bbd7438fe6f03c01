using FastOde.Contracts.Experiments;

namespace FastOde.Contracts.Following;

/// <summary>
/// Follows one experiment for a page, a command or a program: subscribes with what is wanted, renews the subscription, and
/// delivers what comes in. Whoever follows reads the experiment once after <see cref="Start"/>, and once more whenever
/// changes may have been missed; between, changes are all there is to read.
/// </summary>
public sealed class ExperimentFollower : IExperimentObserver, IAsyncDisposable
{
    /// <summary>Time between renewals of the subscription.</summary>
    public static readonly TimeSpan RenewEvery = Subscription.RenewEvery;

    private readonly ChangeBuffer buffer = new();
    private readonly SemaphoreSlim delivering = new(1);
    private readonly IGrainFactory grains;
    private readonly Func<ExperimentChanges, LiveStatus, Task> deliver;
    private readonly IExperimentObserver reference;
    private readonly Subscription subscription;
    private ExperimentInterest interest;

    private ExperimentFollower(
        IGrainFactory grains, long experimentId, ExperimentInterest interest, TimeProvider time, Func<ExperimentChanges, LiveStatus, Task> deliver)
    {
        (this.grains, this.interest, this.deliver) = (grains, interest, deliver);
        var experiment = grains.GetGrain<IExperimentGrain>(experimentId);
        reference = grains.CreateObjectReference<IExperimentObserver>(this);
        subscription = new(
            () => experiment.Subscribe(reference, this.interest), () => experiment.Unsubscribe(reference), status => Deliver(status, evenEmpty: true), time);
    }

    /// <summary>Why no changes come in, or could not be taken in; null while they do.</summary>
    public Exception? Fault => subscription.Fault;

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
        await follower.subscription.Start();
        return follower;
    }

    /// <summary>Wants something else from now on; whoever wants more reads what is new to him after this.</summary>
    /// <param name="wanted">What is wanted.</param>
    public Task Want(ExperimentInterest wanted)
    {
        interest = wanted;
        return subscription.Renew();
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
        if (subscription.HasEnded)
            return;

        await subscription.DisposeAsync();
        grains.DeleteObjectReference<IExperimentObserver>(reference);
    }

    private async Task Deliver(LiveStatus status, bool evenEmpty)
    {
        await delivering.WaitAsync();
        try
        {
            var changes = buffer.Take();
            if (!subscription.HasEnded && (evenEmpty || !changes.IsEmpty))
                await deliver(changes, status);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // What could not be taken in is lost: the next renewal has the follower read anew.
            subscription.Fault = exception;
        }
        finally
        {
            delivering.Release();
        }
    }
}
