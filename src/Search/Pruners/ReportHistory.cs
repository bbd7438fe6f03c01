namespace FastOde.Search.Pruners;

/// <summary>
/// The reports of all trials of a search, arranged so that a question takes no walk over the trials. It can be made of stored
/// rows at any time, in any order, and then says the same as one that has followed every report. Not safe for threads.
/// </summary>
/// <remarks>
/// With r reports of the trial, k rankings that a pruner has asked for and n subjects in each, a report or a change of state
/// takes O(r + k log n). A ranking is made once, of all trials.
/// </remarks>
public sealed class ReportHistory
{
    private readonly Dictionary<int, ReportedTrial> trials = [];
    private readonly Dictionary<int, List<int>> numbers = [];
    private readonly Dictionary<RankingRule, Ranking> rankings = [];

    /// <summary>A history of stored trials.</summary>
    /// <param name="trials">The trials in any order.</param>
    public ReportHistory(params IEnumerable<ReportedTrial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        foreach (var trial in trials)
            Put(trial);
    }

    /// <summary>A trial by its number.</summary>
    /// <exception cref="ArgumentException">There is no such trial.</exception>
    public ReportedTrial this[int number] => trials.TryGetValue(number, out var trial)
        ? trial
        : throw new ArgumentException($"trial {number} is not in the history", nameof(number));

    /// <summary>A trial by its number; null where there is no such trial.</summary>
    public ReportedTrial? Find(int number) => trials.GetValueOrDefault(number);

    /// <summary>The trials of an assignment; none where it has none yet.</summary>
    /// <param name="assignment">Place of the assignment.</param>
    public IEnumerable<ReportedTrial> Seeds(int assignment) => numbers.GetValueOrDefault(assignment, []).Select(number => trials[number]);

    /// <summary>Takes in a new trial, or one that stands differently.</summary>
    /// <param name="trial">The trial as it stands.</param>
    public void Put(ReportedTrial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        if (trials.TryAdd(trial.Number, trial))
        {
            if (!numbers.TryGetValue(trial.Assignment, out var own))
                own = numbers[trial.Assignment] = [];
            own.Insert(~own.BinarySearch(trial.Number), trial.Number);
        }

        trials[trial.Number] = trial;
        foreach (var (rule, ranking) in rankings)
            ranking.Put(rule.Subject(trial), rule.ValueOf(trial, this));
    }

    /// <summary>Takes in a report. One that comes again changes nothing.</summary>
    /// <param name="number">Number of the trial.</param>
    /// <param name="report">The report.</param>
    /// <exception cref="ArgumentException">There is no such trial.</exception>
    public void Report(int number, TrialReport report) => Put(this[number].With(report));

    /// <summary>The ranking of a rule, which is kept up to date from now on.</summary>
    /// <param name="rule">The rule.</param>
    public Ranking Ranking(RankingRule rule)
    {
        if (rankings.TryGetValue(rule, out var found))
            return found;
        var ranking = rankings[rule] = new Ranking();
        foreach (var trial in trials.Values)
            ranking.Put(rule.Subject(trial), rule.ValueOf(trial, this));
        return ranking;
    }
}
