using System.Runtime.CompilerServices;
using System.Threading.Channels;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;

namespace FastOde.Client.Experiments;

/// <summary>One experiment on a running FastOde.</summary>
public sealed class ExperimentHandle
{
    // Subscriptions last two minutes; each renewal also brings what a lost call would have told.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);

    private readonly IGrainFactory _grains;
    private readonly IExperimentGrain _grain;
    private readonly TimeProvider _clock;

    /// <summary>A handle for programs that have grains at hand; others get theirs from <see cref="FastOdeClient"/>.</summary>
    /// <param name="id">The experiment's id; whether it exists shows on first use.</param>
    /// <param name="grains">The cluster's grains.</param>
    /// <param name="clock">Times the renewal of subscriptions.</param>
    public ExperimentHandle(long id, IGrainFactory grains, TimeProvider clock)
    {
        (Id, _grains, _clock) = (id, grains, clock);
        _grain = grains.GetGrain<IExperimentGrain>(id);
    }

    /// <summary>The experiment's id.</summary>
    public long Id { get; }

    /// <summary>The experiment as it stands.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public Task<ExperimentSummary> SummaryAsync(CancellationToken cancellationToken = default) =>
        _grain.Summary().WaitAsync(cancellationToken);

    /// <summary>Its trials as they stand, with live step and rate.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public Task<IReadOnlyList<TrialSummary>> TrialsAsync(CancellationToken cancellationToken = default) =>
        _grain.Trials().WaitAsync(cancellationToken);

    /// <summary>Stops running trials after a checkpoint; they continue on resume.</summary>
    public Task PauseAsync(CancellationToken cancellationToken = default) => _grain.Pause().WaitAsync(cancellationToken);

    /// <summary>Continues a paused experiment.</summary>
    public Task ResumeAsync(CancellationToken cancellationToken = default) => _grain.Resume().WaitAsync(cancellationToken);

    /// <summary>Ends the experiment.</summary>
    public Task CancelAsync(CancellationToken cancellationToken = default) => _grain.Cancel().WaitAsync(cancellationToken);

    /// <summary>Waits until the experiment has ended.</summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public async Task<ExperimentSummary> WaitAsync(CancellationToken cancellationToken = default)
    {
        await foreach (var _ in WatchAsync(cancellationToken))
        {
            // The changes end when the experiment does.
        }

        return await SummaryAsync(cancellationToken);
    }

    /// <summary>
    /// The experiment's changes as they happen: first how it and its trials stand now, last how its trials ended and
    /// then its own end. The same state may be told twice.
    /// </summary>
    /// <exception cref="KeyNotFoundException">There is no such experiment.</exception>
    public async IAsyncEnumerable<ExperimentChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var changes = Channel.CreateUnbounded<ExperimentChange>();

        // The grain factory refers to observers weakly: this one lives as long as the enumeration.
        var watcher = new ExperimentWatcher(changes.Writer);
        var reference = _grains.CreateObjectReference<IExperimentObserver>(watcher);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = Renew(reference, watcher, changes.Writer, ended.Token);
        try
        {
            await foreach (var change in changes.Reader.ReadAllAsync(cancellationToken))
            {
                var hasEnded = change.Experiment?.IsSettled ?? false;

                // The end may overtake what its trials still had to tell.
                foreach (var trial in hasEnded ? await _grain.Trials() : []) yield return new() { Trial = trial };
                yield return change;
                if (hasEnded) break;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
            _grains.DeleteObjectReference<IExperimentObserver>(reference);
            GC.KeepAlive(watcher);
        }
    }

    private async Task Renew(
        IExperimentObserver reference, ExperimentWatcher watcher, ChannelWriter<ExperimentChange> changes, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(Renewal, _clock);
        try
        {
            do
            {
                await _grain.Subscribe(reference);
                foreach (var trial in await _grain.Trials()) await watcher.TrialChanged(trial);
                await watcher.ExperimentChanged(await _grain.Summary());
            }
            while (await timer.WaitForNextTickAsync(ended));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            await _grain.Unsubscribe(reference);
        }
        catch (Exception error)
        {
            changes.TryComplete(error);
        }
    }
}
