// Represents one experiment: what its user wants of it (run, pause, cancel) and how its trials stand.
// Tells its trials to start, pause or cancel, and notifies its observers and nobody else.
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Concurrency;
using FastOde.Grains.Specs;
using FastOde.Grains.Trainers;
using FastOde.Search.Samplers;
using FastOde.Storage;
using FastOde.Storage.Experiments;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Commands store what is wanted and return; one pass at a time (<see cref="Reconcile"/>) then tells the trials that do
/// not follow yet. Trials report back while a pass waits for them, so their reports interleave and are never answered
/// by waiting for a pass.
/// </summary>
internal sealed class ExperimentGrain : Grain, IExperimentGrain
{
    // Trials in line cost an activation each; more than any machine has slots would only cost memory.
    private const int LongestLine = 256;

    // Stored ahead, so that a slot never waits for the store.
    private const int Stock = 512;

    // Stored at a time: few enough that other writes do not wait for long.
    private const int AddedAtATime = 1000;

    private readonly IExperimentStore _store;
    private readonly ITrialStore _trials;
    private readonly StartedExperiments _started;
    private readonly SamplerCatalog _samplers;
    private readonly SchedulingTimes _times;
    private readonly TimeProvider _clock;
    private readonly ILogger<ExperimentGrain> _logger;
    private readonly ExperimentAudience _audience;
    private readonly SingleFlight _persist;
    private readonly SingleFlight _reconcile;
    private readonly TrialBoard _board = new();
    private TrialPlanner? _planner;
    private ExperimentDetail? _detail;
    private ExperimentSummary? _announced;
    private ExperimentState _wanted;
    private ExperimentState _stored;
    private string? _fault;
    private bool _askAgain;
    private bool _isPlanning;
    private bool _isLeaving;
    private IGrainTimer? _timer;
    private IGrainTimer? _telling;

    /// <summary>Called by the runtime.</summary>
    public ExperimentGrain(
        IExperimentStore store,
        ITrialStore trials,
        StartedExperiments started,
        SamplerCatalog samplers,
        SchedulingTimes times,
        TimeProvider clock,
        ILogger<ExperimentGrain> logger)
    {
        (_store, _trials, _started, _samplers, _times, _clock, _logger) = (store, trials, started, samplers, times, clock, logger);
        _audience = new(clock);
        _persist = new(StoreWanted);
        _reconcile = new(Reconcile);
    }

    private long Id => this.GetPrimaryKeyLong();

    private ExperimentDetail Detail =>
        _detail ?? throw Missing();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _isLeaving = true;
        return Task.CompletedTask;
    }

    private TrialTerms Told => new() { Priority = Detail.Spec.Limits.Priority, Retries = Detail.Spec.Limits.Retries, Objective = Detail.Spec.Objective };

    private bool IsSettled => _stored is ExperimentState.Completed or ExperimentState.Cancelled && _board.AllEnded;

    /// <inheritdoc/>
    public async Task Start()
    {
        _ = Detail;
        _started.Add(Id);

        // Its failed trials may have been queued again.
        if (IsSettled) await Load(CancellationToken.None);
        await AddTrials();
        _ = Follow();
    }

    /// <inheritdoc/>
    public Task Pause() => Want(ExperimentState.Paused, ExperimentState.Running);

    /// <inheritdoc/>
    public Task Resume()
    {
        _started.Add(Id);
        return Want(ExperimentState.Running, ExperimentState.Paused);
    }

    /// <inheritdoc/>
    public Task Cancel() => Want(ExperimentState.Cancelled, ExperimentState.Running, ExperimentState.Paused);

    /// <inheritdoc/>
    public Task<ExperimentSummary> Summary() => Task.FromResult(Current());

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials()
    {
        _ = Detail;
        return Task.FromResult<IReadOnlyList<TrialSummary>>([.. _board.Trials.Values]);
    }

    /// <inheritdoc/>
    public Task<TrialTerms> Terms() => Task.FromResult(Told);

    /// <inheritdoc/>
    public Task<bool> Subscribe(IExperimentObserver observer, ExperimentInterest interest)
    {
        _ = Detail;
        var wasKnown = _audience.Subscribe(observer, interest);
        _telling ??= this.RegisterGrainTimer(
            Tell, new GrainTimerCreationOptions { DueTime = ExperimentAudience.Interval, Period = ExperimentAudience.Interval, Interleave = true });
        return Task.FromResult(wasKnown);
    }

    /// <inheritdoc/>
    public Task Unsubscribe(IExperimentObserver observer)
    {
        _audience.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TrialChanged(TrialSummary trial)
    {
        var stateChanged = _board.Update(trial);
        _audience.Add(trial);
        if (stateChanged) _ = Follow();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points)
    {
        _audience.Add(new ExperimentChanges { Points = new Dictionary<string, IReadOnlyList<MetricPoint>> { [trialId] = points } });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows)
    {
        _audience.Add(new ExperimentChanges { Evaluations = rows });
        return Task.CompletedTask;
    }

    private async Task Tell(CancellationToken cancellationToken)
    {
        await _audience.Tell(error => _logger.LogDebug(error, "An observer of experiment {Experiment} is gone", Id));
        if (!_audience.IsEmpty) return;
        _telling?.Dispose();
        _telling = null;
    }

    private KeyNotFoundException Missing()
    {
        // It may exist by the next call.
        DeactivateOnIdle();
        return new($"There is no experiment {Id} in this database.");
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        _detail = await _store.Find(Id, cancellationToken);
        if (_detail is null) return;
        _wanted = _stored = _detail.Summary.State;
        _board.Plan(_detail.Summary.TrialCount);
        _board.BeginRefresh();
        _board.Refresh(await _store.Trials(Id, cancellationToken));
        if (IsSettled || _timer is not null) return;
        _timer = this.RegisterGrainTimer(
            Compare, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = _times.Reconcile, KeepAlive = true });
    }

    private async Task Want(ExperimentState wanted, params ExperimentState[] from)
    {
        _ = Detail;
        if (from.Contains(_wanted))
        {
            _wanted = wanted;
            _board.ForgetTold();
        }

        await _persist.Run();
        _ = Follow();
    }

    /// <summary>Requests a pass without waiting for it; its failure is logged and repaired by the timer.</summary>
    private async Task Follow()
    {
        try
        {
            await _reconcile.Run();
        }
        catch (Exception error)
        {
            Say(error);
        }
    }

    /// <summary>A fault of the database is said once, not at every pass that meets it.</summary>
    private void Say(Exception error)
    {
        if (error is not StorageException) _logger.LogError(error, "Experiment {Experiment} could not follow its trials; it tries again shortly", Id);
        else if (_fault != error.Message) _logger.LogWarning("Experiment {Experiment} waits: {Fault}", Id, error.Message);
        _fault = (error as StorageException)?.Message;
    }

    private async Task Compare(CancellationToken cancellationToken)
    {
        try
        {
            _board.BeginRefresh();
            Refresh(await _store.RunningTrials(Id, _board.Live, cancellationToken));
            _askAgain = true;
            await _reconcile.Run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Everything has ended while it was being read.
        }
        catch (Exception error)
        {
            Say(error);
        }
    }

    private void Refresh(IReadOnlyList<TrialSummary> stored)
    {
        foreach (var trial in _board.Refresh(stored))
            _audience.Add(trial);
    }

    private async Task Reconcile()
    {
        var again = _askAgain;
        _askAgain = false;
        if (_board.AllEnded && _wanted is ExperimentState.Running or ExperimentState.Paused) _wanted = ExperimentState.Completed;
        await _persist.Run();
        _ = AddTrials();

        var terms = Told;
        await (_wanted switch
        {
            ExperimentState.Running when _started.Includes(Id) => Ask(
                _board.ToStart(Line, again), _board.PutInLine, (trial, known) => trial.Start(known, terms)),
            ExperimentState.Paused => Ask(_board.ToPause(again), _board.Told, (trial, _) => trial.Pause()),
            ExperimentState.Cancelled => CancelTrials(again),
            _ => Task.CompletedTask,
        });

        Announce();
        _fault = null;
        if (!IsSettled) return;
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>Those that wait end in the store, where no attempt can begin any more; those that run are told.</summary>
    private async Task CancelTrials(bool again)
    {
        if (_board.HasQueued)
        {
            await GrainFactory.GetGrain<ISlotSchedulerGrain>(0).WithdrawExperiment(Id);
            await _trials.CancelQueued(Id, CancellationToken.None);
            _board.BeginRefresh();
            Refresh(await _store.Trials(Id, CancellationToken.None));
        }

        await Ask(_board.ToCancel(again), _board.Told, (trial, _) => trial.Cancel());
    }

    /// <summary>
    /// Asks for the next trials while there is room, and stores them by their numbers. Whoever activates next after a crash
    /// asks again for those that were not stored, and is told the same.
    /// </summary>
    private async Task AddTrials()
    {
        if (_isPlanning || !IsToBePlanned) return;
        _isPlanning = true;
        try
        {
            var spec = Detail.Spec;
            var planner = _planner ??= await Task.Run(() => new TrialPlanner(spec, _samplers));
            while (await Room(planner) is > 0 and var room)
            {
                var known = _board.Trials;
                var next = await Task.Run(() => planner.Next(Math.Min(room, AddedAtATime), known));
                var added = await _store.AddTrials(Id, known.Count + 1, next, CancellationToken.None);
                if (added.Count == 0) return;
                _board.Add(added);
                _audience.Add(new ExperimentChanges { Trials = added });
                _ = Follow();
            }
        }
        catch (Exception error) when (!_isLeaving)
        {
            Say(error);
        }
        finally
        {
            _isPlanning = false;
        }
    }

    /// <summary>How many trials are to be added now. A search that learns asks no earlier than a slot can use the answer.</summary>
    private async Task<int> Room(TrialPlanner planner)
    {
        var (line, stock) = planner.Learns
            ? (Math.Min(Line, Math.Max(1, (await GrainFactory.GetGrain<ISlotSchedulerGrain>(0).Status()).Slots.Count)), 0)
            : (Line, Stock);
        return IsToBePlanned ? _board.Room(line, stock) : 0;
    }

    /// <summary>Most trials that run or wait in line.</summary>
    private int Line => Detail.Spec.Limits.ConcurrentTrials ?? LongestLine;

    private bool IsToBePlanned => _board.IsIncomplete && _started.Includes(Id) && _wanted == ExperimentState.Running && !_isLeaving;

    private async Task StoreWanted()
    {
        if (_stored == _wanted) return;
        var state = _wanted;
        await _store.SetState(Id, state, CancellationToken.None);
        _stored = state;
        if (state == ExperimentState.Cancelled) _board.Plan(0);
        Announce();
    }

    private async Task Ask(IReadOnlyList<TrialSummary> trials, Action<TrialSummary> note, Func<ITrialGrain, TrialSummary, Task> request)
    {
        var wanted = _wanted;
        foreach (var trial in trials)
        {
            if (_wanted != wanted) return;
            note(trial);
            try
            {
                await request(GrainFactory.GetGrain<ITrialGrain>(trial.Id), trial);
            }
            catch (Exception error)
            {
                _logger.LogError(error, "Trial {Trial} did not answer; it is asked again shortly", trial.Id);
            }
        }
    }

    private ExperimentSummary Current() => _board.Count(Detail.Summary) with
    {
        State = _stored,
        EndedAt = _stored is ExperimentState.Completed or ExperimentState.Cancelled
            ? Detail.Summary.EndedAt ?? _announced?.EndedAt ?? _clock.GetUtcNow()
            : null,
    };

    private void Announce()
    {
        var current = Current();
        if (current == _announced) return;
        _announced = current;
        _audience.Add(new ExperimentChanges { Experiment = current });
    }
}
