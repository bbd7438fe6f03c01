using FastOde.Contracts.Experiments;
using FastOde.Grains.Programs;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.OnDemand;

/// <summary>Work that somebody has asked for: it begins at once, away from whoever asks, and can be cancelled.</summary>
internal abstract class OnDemandWork : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Task doing = Task.CompletedTask;

    /// <summary>Work that has yet to begin.</summary>
    protected OnDemandWork() => Stop = stop.Token;

    /// <summary>Asks for an end.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Asks for an end.</summary>
    public void Cancel() => stop.Cancel();

    /// <summary>Begins.</summary>
    /// <param name="thread">Where it has a place in line.</param>
    /// <param name="logger">Hears of faults that are nobody's order's.</param>
    /// <param name="work">Does it.</param>
    /// <exception cref="ExperimentRefusedException">Too many orders wait.</exception>
    public void Begin(OnDemandThread thread, ILogger logger, Func<Task> work)
    {
        if (!thread.TryEnter())
            throw new ExperimentRefusedException($"{OnDemandThread.MostOrders} orders wait on this machine; wait for one of them, or cancel it.");
        doing = Task.Run(() => Do(thread, logger, work));
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await stop.CancelAsync();
        await doing;
        stop.Dispose();
    }

    /// <summary>It was cancelled.</summary>
    protected abstract void Cancelled();

    /// <summary>It cannot be done.</summary>
    /// <param name="problem">Why, for people.</param>
    protected abstract void Failed(string problem);

    private async Task Do(OnDemandThread thread, ILogger logger, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            Cancelled();
        }
        catch (Exception failure)
        {
            if (!TrialProblemException.IsProblem(failure))
                logger.LogError(failure, "Work that somebody has asked for could not be done");
            Failed(failure.Message);
        }
        finally
        {
            thread.Leave();
        }
    }
}
