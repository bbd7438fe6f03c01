using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Storage.Measurements;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Trainers;

/// <summary>
/// Takes what an attempt measures from its thread without making it wait, stores it in order under the attempt's lease
/// and then tells the trial. When a write is refused or fails, the attempt is stopped and nothing more is written.
/// </summary>
internal sealed class AttemptRecorder : IDisposable
{
    private static readonly TimeSpan LongestUntold = TimeSpan.FromSeconds(0.5);

    private readonly AttemptLease _lease;
    private readonly IMeasurementStore _store;
    private readonly MetricWriter _metrics;
    private readonly ITrialGrain _trial;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Work> _writes = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    private readonly List<MetricPoint> _untold = [];
    private readonly HashSet<int> _evaluated = [];
    private readonly Task _writing;
    private long _toldAt;
    private volatile Exception? _failure;
    private int _step;
    private double _rate;

    /// <summary>Starts taking measurements.</summary>
    public AttemptRecorder(
        AttemptLease lease, IMeasurementStore store, MetricWriter metrics, ITrialGrain trial, TimeProvider clock, ILogger logger)
    {
        (_lease, _store, _metrics, _trial, _clock, _logger) = (lease, store, metrics, trial, clock, logger);
        _toldAt = clock.GetTimestamp();
        _writing = Task.Run(WriteAll);
    }

    /// <summary>Asks the program to save its state and return.</summary>
    public CancellationToken StopToken => _stop.Token;

    /// <summary>Why nothing is written any more; null while all is well.</summary>
    public Exception? Failure => _failure;

    /// <summary>Steps done.</summary>
    public int Step => Volatile.Read(ref _step);

    /// <summary>Current rate.</summary>
    public double IterationsPerSecond => Volatile.Read(ref _rate);

    /// <summary>Asks the program to save its state and return.</summary>
    public void Stop() => _stop.Cancel();

    /// <summary>Stops the attempt and writes nothing more.</summary>
    /// <param name="reason">A lost lease, or what went wrong.</param>
    public void Abandon(Exception reason)
    {
        _failure ??= reason;
        Stop();
    }

    /// <summary>Says how far the attempt is; the next heartbeat passes it on.</summary>
    public void Report(int step, double iterationsPerSecond)
    {
        Volatile.Write(ref _step, step);
        Volatile.Write(ref _rate, iterationsPerSecond);
    }

    /// <summary>Stores metric points with those of other attempts, in batches.</summary>
    public void AddMetrics(IReadOnlyList<MetricPoint> points) => Write(async () =>
    {
        await _metrics.AddAsync(_lease, points);
        _untold.AddRange(points);
        if (_clock.GetElapsedTime(_toldAt) >= LongestUntold) await TellMetrics();
    });

    /// <summary>Passes on points that no later ones have pushed out.</summary>
    public void Flush() => Write(TellMetrics);

    /// <summary>Blocks until everything taken so far is stored; for the attempt's thread.</summary>
    /// <exception cref="LeaseLostException">It was refused, or the lease is lost: nothing more may be written, files neither.</exception>
    public void Settle()
    {
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Flush();
        _writes.Writer.TryWrite(new(() => Task.CompletedTask, settled));
        settled.Task.GetAwaiter().GetResult();
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Stores one evaluation.</summary>
    /// <param name="rows">The cells of one step.</param>
    /// <param name="profile">Curvature over time, or null.</param>
    /// <param name="objective">Value of the objective among the rows, or null.</param>
    public void AddEvaluation(IReadOnlyList<EvaluationRecord> rows, CurvatureProfile? profile, double? objective) => Write(async () =>
    {
        await _store.AddEvaluation(_lease, rows, profile, objective, CancellationToken.None);
        _evaluated.UnionWith(rows.Select(row => row.Step));
        await Tell(() => _trial.EvaluationsAdded(_lease, rows, objective));
    });

    /// <summary>Records a file.</summary>
    public void AddArtifact(ArtifactRecord artifact) =>
        Write(() => _store.AddArtifact(_lease, artifact, CancellationToken.None));

    /// <summary>Forgets files that were deleted.</summary>
    public void RemoveArtifacts(IReadOnlyList<string> paths) =>
        Write(() => _store.RemoveArtifacts(_lease, paths, CancellationToken.None));

    /// <summary>Stores trajectories.</summary>
    public void AddTrajectories(TrajectorySet trajectories) =>
        Write(() => _store.AddTrajectories(_lease, trajectories, CancellationToken.None));

    /// <summary>Waits until everything taken so far is stored or refused.</summary>
    public async Task Complete()
    {
        Flush();
        _writes.Writer.TryComplete();
        await _writing;
    }

    /// <summary>Proves that evaluations are stored; called after <see cref="Complete"/>.</summary>
    /// <param name="due">The steps that must have been evaluated.</param>
    /// <exception cref="InvalidOperationException">One is not stored.</exception>
    public async Task RequireEvaluations(IEnumerable<int> due)
    {
        List<int> others = [.. due.Where(step => !_evaluated.Contains(step))];
        if (others.Count == 0) return;
        var stored = await _store.EvaluatedSteps(_lease.TrialId, CancellationToken.None);
        if (others.FirstOrDefault(step => !stored.Contains(step), -1) is >= 0 and var step)
            throw new InvalidOperationException($"The evaluation of step {step} is not stored, so the trial cannot count as completed.");
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Write(Func<Task> write) => _writes.Writer.TryWrite(new(write, null));

    private async Task WriteAll()
    {
        await foreach (var work in _writes.Reader.ReadAllAsync())
        {
            if (_failure is null) await Write(work);
            work.Done?.SetResult();
        }
    }

    private async Task Write(Work work)
    {
        try
        {
            await work.Write();
        }
        catch (Exception error)
        {
            if (error is not LeaseLostException && !MachineFault.IsIn(error))
                _logger.LogError(error, "What trial {Trial} measured could not be stored", _lease.TrialId);
            Abandon(error);
        }
    }

    /// <summary>The trial is told of points once they are stored, so that nobody sees what a query would not find.</summary>
    private async Task TellMetrics()
    {
        _toldAt = _clock.GetTimestamp();
        if (_untold.Count == 0) return;
        await _metrics.Flush(_lease);
        MetricPoint[] stored = [.. _untold];
        _untold.Clear();
        await Tell(() => _trial.MetricsAdded(_lease, stored));
    }

    private async Task Tell(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (Exception error)
        {
            _logger.LogWarning(error, "Trial {Trial} could not be told of stored measurements", _lease.TrialId);
        }
    }

    private sealed record Work(Func<Task> Write, TaskCompletionSource? Done);
}
