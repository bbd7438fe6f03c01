using System.Collections.Immutable;
using System.Globalization;
using FastOde.Contracts.Results;

namespace FastOde.Grains.Experiments;

/// <summary>
/// What an experiment knows of its trials, live, and which of them it has told to follow. What one trial reports costs
/// nothing that grows with the number of trials.
/// </summary>
internal sealed class TrialBoard
{
    private ImmutableSortedDictionary<int, TrialSummary> trials = ImmutableSortedDictionary<int, TrialSummary>.Empty;
    private readonly Dictionary<TrialState, int> counts = [];
    private readonly SortedSet<int> waiting = [];
    private readonly SortedSet<int> inLine = [];
    private readonly SortedSet<int> running = [];
    private readonly HashSet<int> toldToEnd = [];
    private readonly HashSet<int> heardFrom = [];
    private int planned;

    /// <summary>The stored trials by number, as they stand now: what is done with this later does not change.</summary>
    public IReadOnlyDictionary<int, TrialSummary> Trials => trials;

    /// <summary>Those of some numbers that there are.</summary>
    public IReadOnlyList<TrialSummary> Of(IReadOnlyList<int> numbers) => [.. numbers.Select(number => trials.GetValueOrDefault(number)).OfType<TrialSummary>()];

    /// <summary>The trial of an id; null where it is not stored.</summary>
    public TrialSummary? Find(string id) =>
        int.TryParse(id.AsSpan(id.LastIndexOf('-') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && trials.TryGetValue(number, out var trial) && trial.Id == id ? trial : null;

    /// <summary>Whether further trials are to be stored.</summary>
    public bool IsIncomplete => trials.Count < planned;

    /// <summary>Whether every trial has been stored and has ended.</summary>
    public bool AllEnded => !IsIncomplete && Unended == 0;

    /// <summary>Sets how many trials there are to be; no more than are stored ends the planning.</summary>
    public void Plan(int trials) => planned = trials;

    /// <summary>How many further trials are to be stored now, so that those that have not ended keep a line busy.</summary>
    /// <param name="line">Most trials that run or wait in line.</param>
    /// <param name="stock">Trials that wait behind the line; they are refilled when half of them are gone.</param>
    public int Room(int line, int stock)
    {
        var missing = line + stock - Unended;
        return missing > stock / 2 ? Math.Min(missing, planned - trials.Count) : 0;
    }

    /// <summary>Takes in what a trial reports.</summary>
    /// <returns>Whether its state has changed.</returns>
    public bool Update(TrialSummary trial)
    {
        heardFrom.Add(trial.Number);
        return Replace(trial);
    }

    /// <summary>From here on, remembers which trials report, so that <see cref="Refresh"/> leaves them alone.</summary>
    public void BeginRefresh() => heardFrom.Clear();

    /// <summary>Takes in what is stored, except for trials that have reported while it was being read.</summary>
    /// <returns>The trials whose state has changed.</returns>
    public IReadOnlyList<TrialSummary> Refresh(IEnumerable<TrialSummary> stored)
    {
        var changed = new List<TrialSummary>();
        foreach (var trial in stored.Where(trial => !heardFrom.Contains(trial.Number)))
        {
            var isLive = trials.TryGetValue(trial.Number, out var known) && known.State == trial.State;
            if (!isLive && Replace(trial))
                changed.Add(trial);
        }

        return changed;
    }

    /// <summary>Takes in trials that were just stored.</summary>
    public void Add(IEnumerable<TrialSummary> trials)
    {
        foreach (var trial in trials)
            Replace(trial);
    }

    /// <summary>
    /// The trials that may have moved on without a word from them: who is neither running nor in line can do nothing.
    /// </summary>
    public IReadOnlyList<int> Live => [.. running, .. inLine];

    /// <summary>Forgets which trials were told to pause or cancel, because the experiment now wants something else.</summary>
    public void ForgetTold() => toldToEnd.Clear();

    /// <summary>Notes that a trial is asked to get in line; it is not asked again until it has run.</summary>
    public void PutInLine(TrialSummary trial)
    {
        if (waiting.Remove(trial.Number))
            inLine.Add(trial.Number);
    }

    /// <summary>Notes that a trial is told to pause or cancel, which takes it out of line.</summary>
    public void Told(TrialSummary trial)
    {
        if (inLine.Remove(trial.Number))
            waiting.Add(trial.Number);
        toldToEnd.Add(trial.Number);
    }

    /// <summary>
    /// The queued trials that may get in line, the lowest numbers first, so that running and waiting ones together stay
    /// within a limit.
    /// </summary>
    /// <param name="limit">Most trials at once.</param>
    /// <param name="again">Whether to name those that are in line already too.</param>
    public IReadOnlyList<TrialSummary> ToStart(int limit, bool again)
    {
        var room = Math.Max(0, limit - running.Count - inLine.Count);
        return [.. Named(again ? inLine : []), .. Named(waiting.Take(room))];
    }

    /// <summary>Whether any trial is queued.</summary>
    public bool HasQueued => Count(TrialState.Queued) > 0;

    /// <summary>The trials that run or are in line, those that run last: a slot that comes free must not go to one that waits.</summary>
    /// <param name="again">Whether to name those that were told already too.</param>
    public IReadOnlyList<TrialSummary> ToPause(bool again) => [.. Untold(inLine, again), .. Untold(running, again)];

    /// <summary>The trials that run; those that are queued are cancelled in the store.</summary>
    /// <param name="again">Whether to name those that were told already too.</param>
    public IReadOnlyList<TrialSummary> ToCancel(bool again) =>
        [.. Untold(running, again)];

    /// <summary>Those of some trials that are to stop early and have not been told.</summary>
    /// <param name="numbers">The trials.</param>
    /// <param name="again">Whether to name those that were told already too.</param>
    public IReadOnlyList<TrialSummary> ToPrune(IEnumerable<int> numbers, bool again) => [.. Untold(numbers, again)];

    /// <summary>An experiment's summary with the present counts; trials that are not stored yet are queued.</summary>
    public ExperimentSummary Count(ExperimentSummary experiment) => experiment with
    {
        TrialCount = Math.Max(planned, trials.Count),
        QueuedTrials = Count(TrialState.Queued) + Math.Max(0, planned - trials.Count),
        RunningTrials = Count(TrialState.Running),
        CompletedTrials = Count(TrialState.Completed),
        FailedTrials = Count(TrialState.Failed) + Count(TrialState.Diverged),
        CancelledTrials = Count(TrialState.Cancelled),
        PrunedTrials = Count(TrialState.Pruned),
    };

    private int Unended => Count(TrialState.Queued) + Count(TrialState.Running);

    private int Count(TrialState state) => counts.GetValueOrDefault(state);

    private IEnumerable<TrialSummary> Named(IEnumerable<int> numbers) => numbers.Select(number => trials[number]);

    private IEnumerable<TrialSummary> Untold(IEnumerable<int> numbers, bool again) =>
        Named(numbers.Where(number => again || !toldToEnd.Contains(number)));

    private bool Replace(TrialSummary trial)
    {
        var before = trials.TryGetValue(trial.Number, out var known) ? known.State : (TrialState?)null;
        trials = trials.SetItem(trial.Number, trial);
        if (before == trial.State)
            return false;
        if (before is { } left)
            counts[left]--;
        counts[trial.State] = Count(trial.State) + 1;

        // Granted, or out of its slot again (stopped, failed or lost): it is not in line any more.
        inLine.Remove(trial.Number);
        if (trial.State is not (TrialState.Queued or TrialState.Running))
            toldToEnd.Remove(trial.Number);
        Place(waiting, trial, TrialState.Queued);
        Place(running, trial, TrialState.Running);
        return true;
    }

    private static void Place(SortedSet<int> set, TrialSummary trial, TrialState state)
    {
        if (trial.State == state)
            set.Add(trial.Number);
        else
            set.Remove(trial.Number);
    }
}
