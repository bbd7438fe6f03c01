// Represents one experiment: what its user wants of it (run, pause, cancel) and how its trials stand.
// Tells its trials to start, pause or cancel, and notifies its observers and nobody else.
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.Grains.Concurrency;
using FastOde.Grains.Scheduling;
using FastOde.Search.Samplers;
using FastOde.Specs;
using FastOde.Specs.Pruners;
using FastOde.Storage.Experiments;
using FastOde.Storage.Pruning;
using FastOde.Storage.Trials;
using Microsoft.Extensions.Logging;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Commands store what is wanted and return; one pass at a time (<see cref="Reconcile"/>) then tells the trials that do
/// not follow yet. Trials report back while a pass waits for them, so their reports interleave and are never answered
/// by waiting for a pass.
/// </summary>
/// <remarks>One that is settled and that nobody asks any more gives the memory for its trials back within minutes.</remarks>
[CollectionAgeLimit(Minutes = 2)]
internal sealed class ExperimentGrain : Grain, IExperimentGrain
{
    private readonly IExperimentStore store;
    private readonly IPruningStore reports;
    private readonly TrialSupply supply;
    private readonly TrialPlanning planning;
    private readonly ExperimentGrowth growth;
    private readonly TrialRequests requests;
    private readonly SchedulingTimes times;
    private readonly TimeProvider clock;
    private readonly ILogger<ExperimentGrain> logger;
    private readonly FaultLog faults;
    private readonly ExperimentAudience audience;
    private readonly ExperimentOutlook outlook;
    private readonly SingleFlight persist;
    private readonly SingleFlight reconcile;
    private readonly TrialBoard board = new();
    private TrialPruning? pruning;
    private ExperimentDetail? detail;
    private ExperimentState wanted;
    private ExperimentState stored;
    private bool isStarted;
    private bool askAgain;
    private bool isLeaving;
    private IGrainTimer? timer;

    /// <summary>Called by the runtime.</summary>
    public ExperimentGrain(
        IExperimentStore store, ITrialStore trials, IPruningStore reports, SamplerCatalog samplers, ProposalChecks proposals, SchedulingTimes times, TimeProvider clock, ILogger<ExperimentGrain> logger)
    {
        (this.store, this.reports, this.times, this.clock, this.logger) = (store, reports, times, clock, logger);
        supply = new(store, samplers, GrainFactory, logger);
        planning = new(supply, board, () => IsToBePlanned ? Detail : null, TakeAdded, SayUnlessLeaving);
        growth = new(store, trials, supply, proposals);
        requests = new(board, trials, GrainFactory, logger);
        faults = new(logger);
        (audience, outlook) = (new(clock), new(clock));
        persist = new(StoreWanted);
        reconcile = new(Reconcile);
    }

    private long Id => this.GetPrimaryKeyLong();

    private ExperimentDetail Detail => detail ?? throw Missing();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => Load(cancellationToken);

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        isLeaving = true;
        return Task.CompletedTask;
    }

    private ExperimentDetail Standing => Detail with { Summary = Current() };

    private bool IsSettled => stored is ExperimentState.Completed or ExperimentState.Cancelled && board.AllEnded;

    /// <inheritdoc/>
    public async Task Start()
    {
        await MarkStarted();

        // Its failed trials may have been queued again.
        if (IsSettled)
            await Load(CancellationToken.None);
        await planning.Run();
        _ = Follow();
    }

    /// <inheritdoc/>
    public Task Pause() => Want(ExperimentState.Paused, ExperimentState.Running);

    /// <inheritdoc/>
    public async Task Resume()
    {
        await MarkStarted();
        await Want(ExperimentState.Running, ExperimentState.Paused);
    }

    /// <inheritdoc/>
    public Task Cancel() => Want(ExperimentState.Cancelled, ExperimentState.Running, ExperimentState.Paused);

    /// <inheritdoc/>
    public async Task SetLimits(LimitsSpec limits)
    {
        await store.SetLimits(Id, LimitsText.Checked(limits), CancellationToken.None);
        detail = Detail with { ChangedLimits = limits };
        askAgain = true;
        _ = Follow();
    }

    /// <inheritdoc/>
    public async Task Refresh()
    {
        await planning.Apart(async () => detail = await store.Find(Id, CancellationToken.None));
        if (detail is not null)
            Announce();
    }

    /// <inheritdoc/>
    public async Task<ExperimentSummary> Extend(Extension extension)
    {
        await planning.Apart(() => Grow(() => growth.Extend(Standing, extension, board.Trials, !board.IsIncomplete)));
        return Current();
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Propose(Proposal proposal)
    {
        IReadOnlyList<string> added = [];
        await planning.Apart(() => Grow(async () => added = await growth.Propose(Standing, proposal)));
        return added;
    }

    /// <inheritdoc/>
    public async Task<int> RerunFailed()
    {
        var count = 0;
        await planning.Apart(() => Grow(async () => count = await growth.RerunFailed(Standing)));
        return count;
    }

    /// <inheritdoc/>
    public Task Retry(string trialId) =>
        planning.Apart(() => Grow(() => growth.Retry(Standing, board.Find(trialId) ?? throw new KeyNotFoundException($"There is no trial {trialId} in experiment {Id}."))));

    /// <inheritdoc/>
    public Task<ExperimentSummary> Summary() => Task.FromResult(Current());

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> Trials() => Task.FromResult<IReadOnlyList<TrialSummary>>(detail is null ? throw Missing() : [.. board.Trials.Values]);

    /// <inheritdoc/>
    public Task<IReadOnlyList<TrialSummary>> TrialsOf(IReadOnlyList<int> numbers) => Task.FromResult(detail is null ? throw Missing() : board.Of(numbers));

    /// <inheritdoc/>
    public Task<TrialTerms> Terms() => Task.FromResult(ExperimentTerms.Of(Detail));

    /// <inheritdoc/>
    public Task<bool> Subscribe(IExperimentObserver observer, ExperimentInterest interest)
    {
        var wasKnown = audience.Subscribe(observer, interest, Current());
        audience.KeepTelling(
            tell => this.RegisterGrainTimer(tell, new GrainTimerCreationOptions { DueTime = ExperimentAudience.Interval, Period = ExperimentAudience.Interval, Interleave = true }),
            error => logger.LogDebug(error, "An observer of experiment {Experiment} is gone", Id));
        return Task.FromResult(wasKnown);
    }

    /// <inheritdoc/>
    public Task Unsubscribe(IExperimentObserver observer)
    {
        audience.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task TrialChanged(TrialSummary trial)
    {
        var stateChanged = board.Update(trial);
        audience.Add(trial);
        if (stateChanged)
        {
            pruning?.Put([trial]);
            _ = Follow();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points)
    {
        audience.Add(new ExperimentChanges { Points = new Dictionary<string, IReadOnlyList<MetricPoint>> { [trialId] = points } });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows)
    {
        audience.Add(new ExperimentChanges { Evaluations = rows });
        if (pruning?.Report(rows) == true)
            _ = Follow();
        return Task.CompletedTask;
    }

    private KeyNotFoundException Missing()
    {
        // It may exist by the next call.
        DeactivateOnIdle();
        return new($"There is no experiment {Id} in this database.");
    }

    private async Task Load(CancellationToken cancellationToken)
    {
        detail = await store.Find(Id, cancellationToken);
        if (detail is null)
            return;
        wanted = stored = detail.Summary.State;
        isStarted |= detail.IsStarted;
        board.Plan(detail.Summary.TrialCount);
        board.BeginRefresh();
        board.Refresh(await store.Trials(Id, cancellationToken));
        if (!IsSettled && timer is null)
            await BeginComparing(cancellationToken);
    }

    private async Task BeginComparing(CancellationToken cancellationToken)
    {
        if (Detail.Spec.Search.Pruner is not NoPruningSpec)
            pruning = await TrialPruning.Load(reports, Detail, (await supply.Planner(Detail)).ExpectedAssignments, board.Trials.Values, cancellationToken);
        timer ??= this.RegisterGrainTimer(
            Compare, new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = times.Reconcile, KeepAlive = true });
    }

    private async Task MarkStarted()
    {
        _ = Detail;
        if (!isStarted)
            await store.Start(Id, CancellationToken.None);
        isStarted = true;
    }

    /// <summary>Stores something more that is to run, and goes on with it.</summary>
    private async Task Grow(Func<Task> change)
    {
        await change();
        detail = await store.Find(Id, CancellationToken.None);
        board.Plan(Detail.Summary.TrialCount);
        await Reread();
        if (timer is null)
            await BeginComparing(CancellationToken.None);
        else
            pruning?.Revise(Detail);
        await MarkStarted();

        // A pass may have found that everything had ended, before it knew of this.
        if (wanted == ExperimentState.Completed && !board.AllEnded)
            wanted = ExperimentState.Running;
        await persist.Run();
        _ = Follow();
    }

    private async Task Want(ExperimentState wanted, params ExperimentState[] from)
    {
        _ = Detail;
        if (from.Contains(this.wanted))
        {
            this.wanted = wanted;
            board.ForgetTold();
        }

        await persist.Run();
        _ = Follow();
    }

    /// <summary>Requests a pass without waiting for it; its failure is logged and repaired by the timer.</summary>
    private async Task Follow()
    {
        try
        {
            await reconcile.Run();
        }
        catch (Exception error)
        {
            faults.Say(Id, error);
        }
    }

    private async Task Compare(CancellationToken cancellationToken)
    {
        try
        {
            board.BeginRefresh();
            Refresh(await store.RunningTrials(Id, board.Live, cancellationToken));
            var limits = await store.ChangedLimits(Id, cancellationToken);
            detail = Detail with { ChangedLimits = limits };
            askAgain = true;
            await reconcile.Run();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Everything has ended while it was being read.
        }
        catch (Exception error)
        {
            faults.Say(Id, error);
        }
    }

    private void Refresh(IReadOnlyList<TrialSummary> stored)
    {
        var changed = board.Refresh(stored);
        pruning?.Put(changed);
        audience.Add(new ExperimentChanges { Trials = changed });
    }

    private async Task Reconcile()
    {
        var again = askAgain;
        askAgain = false;
        await Prune(again);
        if (board.AllEnded && wanted is ExperimentState.Running or ExperimentState.Paused)
            wanted = ExperimentState.Completed;
        await persist.Run();
        _ = planning.Run();

        var terms = ExperimentTerms.Of(Detail);
        if (again)
            await GrainFactory.GetGrain<ISlotSchedulerGrain>(0).Revise(Id, terms.Slots);
        var line = await supply.Line(Detail);
        var isWanted = StillWanted(wanted);
        await (wanted switch
        {
            ExperimentState.Running when isStarted => requests.Start(line, terms, again, isWanted),
            ExperimentState.Paused => requests.Pause(again, isWanted),
            ExperimentState.Cancelled => requests.Cancel(Id, Reread, again, isWanted),
            _ => Task.CompletedTask,
        });

        Announce();
        faults.Clear();
        if (!IsSettled)
            return;
        timer?.Dispose();
        timer = null;
    }

    /// <summary>Ends those that others promise more than, and queues those that promise more by now than when they were ended.</summary>
    private async Task Prune(bool again)
    {
        if (pruning is null || wanted != ExperimentState.Running || !isStarted)
            return;
        foreach (var promoted in await pruning.Settle(board.Trials, CancellationToken.None))
            await TrialChanged(promoted);
        await requests.Prune(pruning.Due.ToDictionary(), again, StillWanted(wanted));
    }

    private async Task Reread()
    {
        board.BeginRefresh();
        Refresh(await store.Trials(Id, CancellationToken.None));
    }

    private void TakeAdded(IReadOnlyList<TrialSummary> added)
    {
        pruning?.Put(added);
        audience.Add(new ExperimentChanges { Trials = added });
        _ = Follow();
    }

    private void SayUnlessLeaving(Exception error) => (isLeaving ? null : faults)?.Say(Id, error);

    private bool IsToBePlanned => board.IsIncomplete && isStarted && wanted == ExperimentState.Running && !isLeaving;

    private async Task StoreWanted()
    {
        if (stored == wanted)
            return;
        var state = wanted;
        await store.SetState(Id, state, CancellationToken.None);
        stored = state;
        if (state == ExperimentState.Cancelled)
            board.Plan(0);
        Announce();
    }

    private Func<bool> StillWanted(ExperimentState wanted) => () => this.wanted == wanted;

    private ExperimentSummary Current() =>
        outlook.Of(ExperimentStanding.Of(Detail.Summary, board, stored, audience.Announced, clock), board);

    private void Announce() => audience.Announce(Current());
}
