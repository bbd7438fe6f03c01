namespace FastOde.Analysis.Trials;

/// <summary>
/// Trials grouped by assignment: what one colour, one legend entry and one row of a comparison stand for. Seeds of one
/// assignment share a group. Not safe for threads while trials are put in.
/// </summary>
/// <typeparam name="TTrial">The trials.</typeparam>
public sealed class TrialGroups<TTrial> where TTrial : class, ITrialResult
{
    private static readonly Comparer<TTrial> ByNumber = Comparer<TTrial>.Create(
        (a, b) => (a.ExperimentId, a.Number).CompareTo((b.ExperimentId, b.Number)));

    private readonly Func<TTrial, string> groupOf;
    private readonly Dictionary<string, int> indexByGroup = [];
    private readonly Dictionary<string, int> firstByLabel = [];
    private readonly Dictionary<string, (TTrial Trial, int Index)> trialById = [];
    private readonly List<string> labels = [];
    private readonly List<List<TTrial>> trials = [];

    /// <summary>Groups trials; positions follow the first trial of each group by number.</summary>
    /// <param name="trials">Trials of one or more experiments.</param>
    /// <param name="groupOf">What trials of one group have in common; the assignment, unless a few trials are looked at one by one.</param>
    public TrialGroups(IEnumerable<TTrial> trials, Func<TTrial, string>? groupOf = null)
    {
        this.groupOf = groupOf ?? (trial => trial.Assignment);
        foreach (var trial in trials.OrderBy(trial => trial.ExperimentId).ThenBy(trial => trial.Number))
            Put(trial);
    }

    /// <summary>
    /// Whether an assignment's value is the same for every seed, as that of a test function without noise is: one trial says all, and
    /// any difference counts.
    /// </summary>
    public bool IsExact { get; init; }

    /// <summary>A label for each group; where two assignments read the same, theirs are written in full.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Ids of all trials, group by group.</summary>
    public IEnumerable<string> TrialIds => All.Select(trial => trial.Id);

    /// <summary>All trials, group by group.</summary>
    public IEnumerable<TTrial> All => trials.SelectMany(group => group);

    /// <summary>Takes in a trial that has changed, or one that is new and comes after the others.</summary>
    /// <param name="trial">The trial as it stands.</param>
    public void Put(TTrial trial)
    {
        if (!indexByGroup.TryGetValue(groupOf(trial), out var index))
        {
            index = indexByGroup[groupOf(trial)] = trials.Count;
            labels.Add(LabelOf(trial, index));
            trials.Add([]);
        }

        var group = trials[index];
        if (trialById.ContainsKey(trial.Id))
        {
            group[group.BinarySearch(trial, ByNumber)] = trial;
        }
        else
        {
            group.Add(trial);
        }

        trialById[trial.Id] = (trial, index);
    }

    /// <summary>The trials of a group by number.</summary>
    /// <param name="index">Position of the group.</param>
    public IReadOnlyList<TTrial> Trials(int index) => trials[index];

    /// <summary>The same positions with only some of the trials, so that a part keeps the colours of the whole.</summary>
    /// <param name="trialIds">Ids of the trials that stay.</param>
    public TrialGroups<TTrial> Only(IReadOnlyCollection<string> trialIds)
    {
        var part = new TrialGroups<TTrial>(All, groupOf) { IsExact = IsExact };
        HashSet<string> kept = [.. trialIds];
        part.trials.ForEach(group => group.RemoveAll(trial => !kept.Contains(trial.Id)));
        foreach (var left in part.trialById.Keys.Where(id => !kept.Contains(id)).ToList())
            part.trialById.Remove(left);

        return part;
    }

    /// <summary>Position of a trial's group, or -1 where the trial is not among these.</summary>
    /// <param name="trialId">Id of the trial.</param>
    public int IndexOf(string trialId) =>
        trialById.TryGetValue(trialId, out var found) ? found.Index : -1;

    /// <summary>The trial with an id, or null.</summary>
    /// <param name="trialId">Id of the trial.</param>
    public TTrial? Find(string trialId) => trialById.GetValueOrDefault(trialId).Trial;

    private string LabelOf(TTrial trial, int index)
    {
        if (firstByLabel.TryAdd(trial.Label, index))
            return trial.Label;

        var first = firstByLabel[trial.Label];
        labels[first] = trials[first][0].Assignment;
        return trial.Assignment;
    }
}
