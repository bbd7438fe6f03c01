using FastOde.Analysis.Trials;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Search.Functions;
using FastOde.Specs;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Live;

/// <summary>
/// What one page knows about one experiment: history from the store, then the live changes. Everything happens on the
/// page's own turn, so nothing here is safe for threads.
/// </summary>
/// <param name="grains">Where the running experiment is found.</param>
/// <param name="results">Where history is found.</param>
/// <param name="time">The clock of the subscription.</param>
/// <param name="logger">Told when the experiment cannot be reached.</param>
/// <param name="history">Where points go, where several experiments share a chart.</param>
public sealed class ExperimentSession(
    IGrainFactory grains, IResultQueries results, TimeProvider time, ILogger<ExperimentSession> logger, MetricHistory? history = null)
    : IAsyncDisposable
{
    private const int PointsOfAllCurves = 20_000;
    private const int MostPointsOfACurve = 500;
    private const int FewestPointsOfACurve = 50;
    private const int MostCurves = PointsOfAllCurves / FewestPointsOfACurve;
    private static readonly Comparer<TrialSummary> ByNumber = Comparer<TrialSummary>.Create((a, b) => a.Number.CompareTo(b.Number));
    private readonly CancellationTokenSource closing = new();
    private readonly Dictionary<string, TrialSummary> changedWhileReading = [];
    private readonly List<TrialSummary> trials = [];
    private IReadOnlyCollection<string>? measured;
    private readonly EvaluationHistory evaluations = new();
    private ExperimentFollower? follower;
    private Func<Func<Task>, Task>? onPage;
    private SessionView view = SessionView.Everything;
    private IReadOnlyCollection<string>? drawn;

    /// <summary>The experiment; null before it is found.</summary>
    public ExperimentSummary? Summary { get; private set; }

    /// <summary>Its spec; null before it is found.</summary>
    public ExperimentSpec? Spec { get; private set; }

    /// <summary>What is kept of its ended trials; null for everything.</summary>
    public RetentionSpec? Retention { get; private set; }

    /// <summary>How it may use the machine; null before it is found.</summary>
    public LimitsSpec? Limits { get; private set; }

    /// <summary>What people have written about it.</summary>
    public string Notes { get; private set; } = "";

    /// <summary>Its stored trials by number.</summary>
    public IReadOnlyList<TrialSummary> Trials => trials;

    /// <summary>How many further trials it is to have, each stored when its turn comes near.</summary>
    public int Coming => measured is null ? Math.Max(0, (Summary?.TrialCount ?? 0) - trials.Count) : 0;

    /// <summary>Its trials by assignment.</summary>
    public TrialGroups<TrialSummary> Groups { get; private set; } = new([]);

    /// <summary>Points of its live metrics.</summary>
    public MetricHistory History { get; } = history ?? new MetricHistory(MostPointsOfACurve);

    /// <summary>Whether only the first trials have curves, because a page cannot draw those of all.</summary>
    public bool HasMoreTrialsThanCurves => Trains && measured is null && Summary?.TrialCount > MostCurves;

    /// <summary>Rows of its evaluation tables.</summary>
    public IReadOnlyList<EvaluationRecord> Evaluations => evaluations.Rows;

    /// <summary>Rises when new stored pictures (profiles, trajectories) may exist.</summary>
    public int PicturesVersion { get; private set; }

    /// <summary>Whether live changes come in.</summary>
    public LiveStatus Status { get; private set; } = LiveStatus.Connected;

    /// <summary>Whether what another view shows is being read.</summary>
    public bool IsReading { get; private set; }

    /// <summary>Whether its trials train, rather than evaluate a function.</summary>
    public bool Trains => Spec?.Trial.Function is null;

    /// <summary>Whether trials may still run.</summary>
    public bool IsUnfinished => Summary?.State is ExperimentState.Running or ExperimentState.Paused;

    /// <summary>Reads the experiment and, where it is unfinished, follows it.</summary>
    /// <param name="experimentId">The experiment.</param>
    /// <param name="onPage">Runs work on the page's turn and draws the page again.</param>
    /// <param name="measured">Trials that are wanted; null for all.</param>
    /// <param name="shown">What the page shows of measurements.</param>
    /// <param name="drawn">Trials whose curves are drawn; null for all that a page can draw.</param>
    /// <returns>Whether there is such an experiment.</returns>
    public async Task<bool> Open(long experimentId, Func<Func<Task>, Task> onPage, IReadOnlyCollection<string>? measured = null, SessionView shown = SessionView.Everything,
        IReadOnlyCollection<string>? drawn = null)
    {
        (this.measured, view, this.drawn) = (measured, shown, drawn);
        if (await results.Experiment(experimentId, closing.Token) is not { } detail)
            return false;

        (Summary, Spec, Retention) = (detail.Summary, detail.Spec, detail.Retention);
        (Limits, Notes) = (detail.Limits, detail.Notes);
        this.onPage = onPage;
        await FollowAndRead();
        return true;
    }

    /// <summary>Shows other measurements from now on: what is no longer shown is no longer sent, and what is new is read.</summary>
    /// <param name="shown">What the page shows.</param>
    /// <param name="drawn">Trials whose curves are drawn; null for all that a page can draw.</param>
    public async Task Show(SessionView shown, IReadOnlyCollection<string>? drawn = null)
    {
        if ((shown == view && IsSame(drawn, this.drawn)) || Summary is null)
            return;

        var isMore = (shown & ~view) != SessionView.Trials || (shown.HasFlag(SessionView.Curves) && !(drawn?.All(HasCurves) ?? this.drawn is null));
        (view, this.drawn) = (shown, drawn);
        IsReading = isMore;
        try
        {
            await (follower?.Want(Interest) ?? Task.CompletedTask);
            if (isMore)
                await ReadHistory();
        }
        finally
        {
            // Another view may have been chosen meanwhile, and is still being read.
            IsReading = shown != view && IsReading;
        }
    }

    /// <summary>Reads again what people change of the experiment beside its spec.</summary>
    public async Task Reread()
    {
        if (await results.Experiment(Summary!.Id, closing.Token) is { } detail)
            (Summary, Notes) = (detail.Summary, detail.Notes);
    }

    /// <summary>Pauses the experiment.</summary>
    public Task Pause() => Command(experiment => experiment.Pause());

    /// <summary>Resumes the experiment.</summary>
    public Task Resume() => Command(experiment => experiment.Resume());

    /// <summary>Cancels the experiment.</summary>
    public Task Cancel() => Command(experiment => experiment.Cancel());

    /// <summary>Changes how it may use the machine.</summary>
    public async Task SetLimits(LimitsSpec limits)
    {
        await Command(experiment => experiment.SetLimits(limits));
        Limits = limits;
    }

    /// <summary>Adds trials or seeds.</summary>
    public Task Extend(Extension extension) => Grow(experiment => experiment.Extend(extension));

    /// <summary>Queues every trial that has failed.</summary>
    public Task RerunFailed() => Grow(experiment => experiment.RerunFailed());

    /// <summary>Queues a trial that has failed.</summary>
    public Task Retry(string trialId) => Grow(experiment => experiment.Retry(trialId));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (closing.IsCancellationRequested)
            return;

        await closing.CancelAsync();
        if (follower is not null)
            await follower.DisposeAsync();

        closing.Dispose();
    }

    /// <summary>Has the experiment do more; one that had ended is followed again.</summary>
    private async Task Grow(Func<IExperimentGrain, Task> command)
    {
        await Command(command);
        await FollowAndRead();
    }

    private async Task FollowAndRead()
    {
        if (IsUnfinished && follower is null)
        {
            // Subscribed before history is read, so that nothing falls in between; a step that comes twice counts once.
            follower = await ExperimentFollower.Start(grains, Summary!.Id, Interest, time, (changes, status) => onPage!(() => Apply(changes, status)));
            if (closing.IsCancellationRequested)
            {
                await follower.DisposeAsync();
                return;
            }

            Status = follower.Fault is null ? LiveStatus.Connected : LiveStatus.Interrupted;
        }

        await ReadHistory();
    }

    private async Task Command(Func<IExperimentGrain, Task> command)
    {
        var experiment = grains.GetGrain<IExperimentGrain>(Summary!.Id);
        await command(experiment);
        Summary = await experiment.Summary();
    }

    private async Task ReadHistory()
    {
        changedWhileReading.Clear();
        var read = await ReadTrials();
        SetTrials(read.Select(trial => changedWhileReading.GetValueOrDefault(trial.Id, trial)));
        if (ShowsMeasurements && view.HasFlag(SessionView.Curves))
        {
            var curves = read.Count(trial => IsMeasured(trial.Id) && HasCurves(trial.Id));
            var points = Math.Clamp(PointsOfAllCurves / Math.Max(1, curves), FewestPointsOfACurve, MostPointsOfACurve);
            var metrics = await results.Metrics(new MetricQuery { Trials = drawn is null ? Measured(MostCurves) : TrialSelection.Of([.. drawn]), MaximumPoints = points }, closing.Token);
            History.Load(metrics);
        }

        if (ShowsMeasurements && view.HasFlag(SessionView.Evaluations))
            evaluations.Load(await results.Evaluations(Measured(int.MaxValue), closing.Token));

        PicturesVersion++;
    }

    private async Task<IReadOnlyList<TrialSummary>> ReadTrials()
    {
        if (IsUnfinished)
        {
            try
            {
                var experiment = grains.GetGrain<IExperimentGrain>(Summary!.Id);
                return await experiment.Trials();
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                logger.LogWarning(exception, "The experiment cannot be reached; its trials are shown as they are stored.");
                Status = LiveStatus.Interrupted;
            }
        }

        return await results.Trials(Summary!.Id, closing.Token);
    }

    private async Task Apply(ExperimentChanges changes, LiveStatus status)
    {
        Status = status == LiveStatus.Restored ? LiveStatus.Connected : status;
        if (status == LiveStatus.Restored)
        {
            Summary = await grains.GetGrain<IExperimentGrain>(Summary!.Id).Summary();
            await ReadHistory();
        }

        Summary = changes.Experiment ?? Summary;

        var ended = changes.Trials.Any(trial => HasEnded(trial) && Groups.Find(trial.Id)?.State != trial.State);
        if (ended || changes.Evaluations.Count > 0)
            PicturesVersion++;

        foreach (var trial in changes.Trials)
            changedWhileReading[trial.Id] = trial;

        Put(changes.Trials);
        if (ShowsMeasurements)
            Measure(changes);
    }

    private void Measure(ExperimentChanges changes)
    {
        foreach (var (trialId, points) in changes.Points.Where(pair => IsMeasured(pair.Key) && HasCurves(pair.Key)))
            History.Append(trialId, points);

        evaluations.Add(changes.Evaluations.Where(row => IsMeasured(row.TrialId)));
    }

    private ExperimentInterest Interest => new()
    {
        Trials = measured?.ToList(),
        Points = !view.HasFlag(SessionView.Curves) || !ShowsMeasurements ? []
            : drawn?.ToList() ?? measured?.ToList() ?? (Summary!.TrialCount <= MostCurves ? null : [.. Enumerable.Range(1, MostCurves).Select(number => $"{Summary.Id}-{number}")]),
        Evaluations = view.HasFlag(SessionView.Evaluations) && ShowsMeasurements ? measured?.ToList() : [],
    };

    // The page of a function's study has its values with the trials.
    private bool ShowsMeasurements => Trains || measured is not null;

    private TrialSelection Measured(int last) => measured is null ? TrialSelection.Of(Summary!.Id, last)
        : TrialSelection.Of([.. trials.Select(trial => trial.Id).Where(measured.Contains)]);

    private bool IsMeasured(string trialId) => measured is null || measured.Contains(trialId);

    private bool HasCurves(string trialId) => drawn?.Contains(trialId) ?? (measured is not null || Groups.Find(trialId) is { Number: <= MostCurves });

    private static bool IsSame(IReadOnlyCollection<string>? one, IReadOnlyCollection<string>? other) =>
        one is null || other is null ? one is null && other is null : one.ToHashSet().SetEquals(other);

    private void SetTrials(IEnumerable<TrialSummary> all)
    {
        trials.Clear();
        trials.AddRange(all.OrderBy(trial => trial.Number));
        Groups = new TrialGroups<TrialSummary>(trials) { IsExact = TestFunctions.AreExact(Spec?.Trial.Function) };
    }

    /// <summary>Costs what has changed, and nothing that grows with the experiment where new trials come after the others.</summary>
    private void Put(IEnumerable<TrialSummary> changed)
    {
        List<TrialSummary> added = [];
        foreach (var trial in changed.Order(ByNumber))
        {
            var index = trials.BinarySearch(trial, ByNumber);
            if (index < 0 && index != ~trials.Count)
            {
                added.Add(trial);
                continue;
            }

            if (index < 0)
            {
                trials.Add(trial);
            }
            else
            {
                trials[index] = trial;
            }

            Groups.Put(trial);
        }

        if (added.Count > 0)
            SetTrials([.. trials, .. added]);
    }

    private static bool HasEnded(TrialSummary trial) => trial.State is not (TrialState.Queued or TrialState.Running);
}
