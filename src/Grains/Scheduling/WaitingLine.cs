using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>The trials that wait for a slot, by experiment, and what every experiment says that waits or holds a slot.</summary>
internal sealed class WaitingLine
{
    // Far more than tickets that are ever drawn.
    private const long Front = 1L << 60;

    private readonly SortedDictionary<long, WaitingExperiment> waiting = [];
    private readonly Dictionary<long, SlotTerms> terms = [];
    private readonly HashSet<string> placed = new(StringComparer.Ordinal);
    private long tickets;

    /// <summary>Trials in line.</summary>
    public int Count { get; private set; }

    /// <summary>Trials in line that may compute on a GPU.</summary>
    public int Needs { get; private set; }

    /// <summary>The experiments with trials in line.</summary>
    public IEnumerable<WaitingExperiment> Experiments => waiting.Values;

    /// <summary>What an experiment says; the defaults where it has not said anything yet.</summary>
    public SlotTerms TermsOf(long experimentId) => terms.GetValueOrDefault(experimentId) ?? new();

    /// <summary>A trial in line, with its experiment; null where it is not.</summary>
    public (WaitingExperiment Experiment, GpuNeed? Need)? Find(string trialId) =>
        waiting.GetValueOrDefault(ExperimentOf(trialId)) is { } experiment && experiment.Find(trialId) is { } trial ? (experiment, trial.Need) : null;

    /// <summary>Puts a trial in line; one that is there stays.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="terms">What its experiment says now.</param>
    /// <param name="need">What it needs of GPUs.</param>
    public void Add(string trialId, SlotTerms terms, GpuNeed? need = null)
    {
        var id = ExperimentOf(trialId);
        if (!waiting.TryGetValue(id, out var experiment))
            waiting[id] = experiment = new(id) { Turn = tickets++ };
        if (experiment.Add(trialId, placed.Remove(trialId) ? tickets++ - Front : tickets++, need))
            (Count, Needs) = (Count + 1, Needs + (need is null ? 0 : 1));
        Revise(id, terms);
    }

    /// <summary>Takes in what an experiment says now.</summary>
    public void Revise(long experimentId, SlotTerms terms)
    {
        this.terms[experimentId] = terms;
        if (waiting.TryGetValue(experimentId, out var experiment))
            experiment.Terms = terms;
    }

    /// <summary>A trial that has given way comes back before the others of its experiment.</summary>
    public void KeepPlace(string trialId) => placed.Add(trialId);

    /// <summary>Takes a trial of an experiment out of line, whose next turn comes after everybody else's.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="trialId">The trial; null for the first.</param>
    public string Take(WaitingExperiment experiment, string? trialId = null)
    {
        trialId ??= experiment.First;
        experiment.Turn = tickets++;
        Remove(trialId);
        return trialId;
    }

    /// <summary>Takes a trial out of line; harmless when it is not there.</summary>
    public void Remove(string trialId)
    {
        if (!waiting.TryGetValue(ExperimentOf(trialId), out var experiment) || experiment.Remove(trialId) is not { } trial)
            return;
        (Count, Needs) = (Count - 1, Needs - (trial.Need is null ? 0 : 1));
        if (experiment.Count == 0)
            waiting.Remove(experiment.Id);
    }

    /// <summary>Takes all trials of an experiment out of line.</summary>
    public void RemoveExperiment(long experimentId)
    {
        if (waiting.Remove(experimentId, out var experiment))
            (Count, Needs) = (Count - experiment.Count, Needs - experiment.Trials.Count(trial => trial.Need is not null));
    }

    /// <summary>Forgets what experiments say that neither wait nor hold a slot.</summary>
    /// <param name="holds">Whether an experiment holds one.</param>
    public void Forget(Predicate<long> holds)
    {
        foreach (var id in terms.Keys.Where(id => !waiting.ContainsKey(id) && !holds(id)).ToList())
            terms.Remove(id);
        placed.RemoveWhere(trialId => !terms.ContainsKey(ExperimentOf(trialId)));
    }

    private static long ExperimentOf(string trialId) =>
        TrialId.ExperimentOf(trialId) ?? throw new FormatException($"'{trialId}' is no trial; expected EXPERIMENT-NUMBER such as 3-1");
}
