using FastOde.Contracts.Experiments;
using FastOde.Contracts.Following;
using FastOde.Contracts.Results;
using FastOde.Grains.Concurrency;

namespace FastOde.Grains.Experiments;

/// <summary>
/// Who observes an experiment, and what each wants to hear. Changes are gathered and told together, so that a burst costs
/// each observer one message with what it wants, and nothing where it wants none of it.
/// </summary>
/// <param name="clock">Ends subscriptions that nobody renews.</param>
internal sealed class ExperimentAudience(TimeProvider clock)
{
    /// <summary>Time between two messages to an observer: for so long a stored point may wait to be seen.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(2);

    private readonly Dictionary<IExperimentObserver, Listener> listeners = [];
    private readonly ChangeBuffer buffer = new();
    private readonly SteadyClock steady = new(clock);
    private IDisposable? telling;

    /// <summary>Whether nobody listens.</summary>
    public bool IsEmpty => listeners.Count == 0;

    /// <summary>Takes in an observer, or what one wants from now on; a new one is told how the experiment stands.</summary>
    /// <returns>Whether it was known, so that it has missed nothing.</returns>
    public bool Subscribe(IExperimentObserver observer, ExperimentInterest interest, ExperimentSummary? now = null)
    {
        var wasKnown = listeners.TryGetValue(observer, out var known) && known.Until > steady.Now;
        listeners[observer] = new(interest, steady.Now + Expiry);
        if (!wasKnown && now is not null)
            Add(new ExperimentChanges { Experiment = now });
        return wasKnown;
    }

    /// <summary>Forgets an observer.</summary>
    public void Unsubscribe(IExperimentObserver observer) => listeners.Remove(observer);

    /// <summary>Has something to tell at the next <see cref="Tell"/>; costs nothing where nobody listens.</summary>
    public void Add(ExperimentChanges changes)
    {
        if (!IsEmpty)
            buffer.Add(changes);
    }

    /// <summary>How the experiment stood when that was last told; null before.</summary>
    public ExperimentSummary? Announced { get; private set; }

    /// <summary>Has the experiment to tell of, where it stands differently than when it was last told.</summary>
    public void Announce(ExperimentSummary experiment)
    {
        if (experiment == Announced)
            return;
        Announced = experiment;
        Add(new ExperimentChanges { Experiment = experiment });
    }

    /// <summary>Has a trial to tell of.</summary>
    public void Add(TrialSummary trial) => Add(new ExperimentChanges { Trials = [trial] });

    /// <summary>Tells at each <see cref="Interval"/> until nobody listens; nothing more where it does already.</summary>
    /// <param name="begin">Begins a timer that calls what it is given.</param>
    /// <param name="fault">Hears of observers that cannot be reached.</param>
    public void KeepTelling(Func<Func<CancellationToken, Task>, IDisposable> begin, Action<Exception> fault)
    {
        telling ??= begin(async _ =>
        {
            await Tell(fault);
            if (!IsEmpty)
                return;
            telling?.Dispose();
            telling = null;
        });
    }

    /// <summary>Tells every observer what it wants of what has gathered.</summary>
    /// <param name="fault">Hears of observers that cannot be reached; they are forgotten.</param>
    public async Task Tell(Action<Exception> fault)
    {
        var changes = buffer.Take();
        if (changes.IsEmpty)
            return;
        var now = steady.Now;
        foreach (var (observer, listener) in listeners.ToList())
        {
            if (listener.Until <= now)
            {
                listeners.Remove(observer);
                continue;
            }

            if (listener.Of(changes) is not { IsEmpty: false } wanted)
                continue;
            try
            {
                await observer.Changed(wanted);
            }
            catch (Exception error)
            {
                listeners.Remove(observer);
                fault(error);
            }
        }
    }

    /// <summary>One observer.</summary>
    private sealed class Listener(ExperimentInterest interest, DateTimeOffset until)
    {
        private readonly HashSet<string>? trials = interest.Trials?.ToHashSet();
        private readonly HashSet<string>? points = interest.Points?.ToHashSet();
        private readonly HashSet<string>? evaluations = interest.Evaluations?.ToHashSet();

        /// <summary>When its subscription ends.</summary>
        public DateTimeOffset Until => until;

        /// <summary>The part of some changes that it wants.</summary>
        public ExperimentChanges Of(ExperimentChanges changes) => changes with
        {
            Trials = trials is null ? changes.Trials : [.. changes.Trials.Where(trial => trials.Contains(trial.Id))],
            Points = points is null ? changes.Points : changes.Points.Where(pair => points.Contains(pair.Key)).ToDictionary(),
            Evaluations = evaluations is null ? changes.Evaluations : [.. changes.Evaluations.Where(row => evaluations.Contains(row.TrialId))],
        };
    }
}
