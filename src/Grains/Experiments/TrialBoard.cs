using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Experiments;

/// <summary>
/// What an experiment knows of its trials, live, and which of them it has told to follow.
/// </summary>
internal sealed class TrialBoard
{
    private readonly SortedDictionary<int, TrialSummary> _trials = [];
    private readonly HashSet<int> _inLine = [];
    private readonly HashSet<int> _toldToEnd = [];
    private readonly HashSet<int> _heardFrom = [];

    /// <summary>The trials by number.</summary>
    public IReadOnlyCollection<TrialSummary> Trials => _trials.Values;

    /// <summary>Whether every trial has ended.</summary>
    public bool AllEnded => _trials.Values.All(trial => !IsUnfinished(trial));

    /// <summary>Takes in what a trial reports.</summary>
    /// <returns>Whether its state has changed.</returns>
    public bool Update(TrialSummary trial)
    {
        _heardFrom.Add(trial.Number);
        return Replace(trial);
    }

    /// <summary>From here on, remembers which trials report, so that <see cref="Refresh"/> leaves them alone.</summary>
    public void BeginRefresh() => _heardFrom.Clear();

    /// <summary>Takes in what is stored, except for trials that have reported while it was being read.</summary>
    /// <returns>The trials whose state has changed.</returns>
    public IReadOnlyList<TrialSummary> Refresh(IEnumerable<TrialSummary> stored)
    {
        var changed = new List<TrialSummary>();
        foreach (var trial in stored.Where(trial => !_heardFrom.Contains(trial.Number)))
        {
            var isLive = _trials.TryGetValue(trial.Number, out var known) && known.State == trial.State;
            if (!isLive && Replace(trial)) changed.Add(trial);
        }

        return changed;
    }

    /// <summary>Forgets which trials were told to pause or cancel, because the experiment now wants something else.</summary>
    public void ForgetTold() => _toldToEnd.Clear();

    /// <summary>Notes that a trial is asked to get in line; it is not asked again until it has run.</summary>
    public void PutInLine(TrialSummary trial) => _inLine.Add(trial.Number);

    /// <summary>Notes that a trial is told to pause or cancel, which takes it out of line.</summary>
    public void Told(TrialSummary trial)
    {
        _inLine.Remove(trial.Number);
        _toldToEnd.Add(trial.Number);
    }

    /// <summary>
    /// The queued trials that may get in line, the lowest numbers first, so that running and waiting ones together stay
    /// within a limit.
    /// </summary>
    /// <param name="limit">Most trials at once.</param>
    /// <param name="again">Whether to name those that are in line already too.</param>
    public IReadOnlyList<TrialSummary> ToStart(int limit, bool again)
    {
        var queued = _trials.Values.Where(trial => trial.State == TrialState.Queued).ToLookup(trial => _inLine.Contains(trial.Number));
        var room = Math.Max(0, limit - Count(TrialState.Running) - queued[true].Count());
        return [.. again ? queued[true] : [], .. queued[false].Take(room)];
    }

    /// <summary>Whether any trial is queued.</summary>
    public bool HasQueued => _trials.Values.Any(trial => trial.State == TrialState.Queued);

    /// <summary>The trials that run or are in line, those that run last: a slot that comes free must not go to one that waits.</summary>
    /// <param name="again">Whether to name those that were told already too.</param>
    public IReadOnlyList<TrialSummary> ToPause(bool again) =>
        [.. _trials.Values
            .Where(trial => trial.State == TrialState.Running || (trial.State == TrialState.Queued && _inLine.Contains(trial.Number)))
            .Where(trial => again || !_toldToEnd.Contains(trial.Number))
            .OrderBy(trial => trial.State == TrialState.Running)];

    /// <summary>The trials that run; those that are queued are cancelled in the store.</summary>
    /// <param name="again">Whether to name those that were told already too.</param>
    public IReadOnlyList<TrialSummary> ToCancel(bool again) =>
        [.. _trials.Values.Where(trial => trial.State == TrialState.Running && (again || !_toldToEnd.Contains(trial.Number)))];

    /// <summary>An experiment's summary with the present counts.</summary>
    public ExperimentSummary Count(ExperimentSummary experiment) => experiment with
    {
        TrialCount = _trials.Count,
        QueuedTrials = Count(TrialState.Queued),
        RunningTrials = Count(TrialState.Running),
        CompletedTrials = Count(TrialState.Completed),
        FailedTrials = Count(TrialState.Failed) + Count(TrialState.Diverged) + Count(TrialState.Cancelled),
    };

    private int Count(TrialState state) => _trials.Values.Count(trial => trial.State == state);

    private bool Replace(TrialSummary trial)
    {
        var before = _trials.TryGetValue(trial.Number, out var known) ? known.State : (TrialState?)null;
        _trials[trial.Number] = trial;

        // Granted, or out of its slot again (stopped, failed or lost): it is not in line any more.
        if (before != trial.State) _inLine.Remove(trial.Number);
        return before != trial.State;
    }

    private static bool IsUnfinished(TrialSummary trial) => trial.State is TrialState.Queued or TrialState.Running;
}
