using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>
/// The assignments of an experiment by label: what one colour, one legend entry and one row of a comparison stand for.
/// Seeds of one assignment share a group.
/// </summary>
public sealed class TrialGroups
{
    private static readonly Comparer<TrialSummary> ByNumber = Comparer<TrialSummary>.Create(
        (a, b) => (a.ExperimentId, a.Number).CompareTo((b.ExperimentId, b.Number)));

    private readonly Dictionary<string, int> indexByLabel = [];
    private readonly Dictionary<string, TrialSummary> trialById = [];
    private readonly List<string> labels = [];
    private readonly List<List<TrialSummary>> trials = [];

    /// <summary>Groups trials by label; positions follow the first trial of each label by number.</summary>
    /// <param name="trials">Trials of one or more experiments.</param>
    public TrialGroups(IEnumerable<TrialSummary> trials)
    {
        foreach (var trial in trials.OrderBy(trial => trial.ExperimentId).ThenBy(trial => trial.Number))
        {
            Put(trial);
        }
    }

    /// <summary>Takes in a trial that has changed, or one that is new and comes after the others.</summary>
    /// <param name="trial">The trial as it stands.</param>
    public void Put(TrialSummary trial)
    {
        if (!indexByLabel.TryGetValue(trial.Label, out var index))
        {
            index = indexByLabel[trial.Label] = trials.Count;
            labels.Add(trial.Label);
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

        trialById[trial.Id] = trial;
    }

    /// <summary>The labels in order of their positions.</summary>
    public IReadOnlyList<string> Labels => labels;

    /// <summary>Ids of all trials, group by group.</summary>
    public IEnumerable<string> TrialIds => trials.SelectMany(group => group).Select(trial => trial.Id);

    /// <summary>The trials of a group by number.</summary>
    /// <param name="index">Position of its label.</param>
    public IReadOnlyList<TrialSummary> Trials(int index) => trials[index];

    /// <summary>The same positions with only some of the trials, so that a part keeps the colours of the whole.</summary>
    /// <param name="trialIds">Ids of the trials that stay.</param>
    public TrialGroups Only(IReadOnlyCollection<string> trialIds)
    {
        var part = new TrialGroups(trialById.Values);
        HashSet<string> kept = [.. trialIds];
        part.trials.ForEach(group => group.RemoveAll(trial => !kept.Contains(trial.Id)));
        return part;
    }

    /// <summary>Position of a trial's label, or -1 where the trial is not among these.</summary>
    /// <param name="trialId">Id of the trial.</param>
    public int IndexOf(string trialId) =>
        trialById.TryGetValue(trialId, out var trial) ? indexByLabel[trial.Label] : -1;

    /// <summary>The trial with an id, or null.</summary>
    /// <param name="trialId">Id of the trial.</param>
    public TrialSummary? Find(string trialId) => trialById.GetValueOrDefault(trialId);
}
