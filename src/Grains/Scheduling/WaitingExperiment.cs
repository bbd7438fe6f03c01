using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>One experiment in the queue: its trials that wait, first come, first served.</summary>
/// <param name="id">The experiment.</param>
internal sealed class WaitingExperiment(long id)
{
    private readonly Dictionary<string, long> tickets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, WaitingTrial> trials = [];

    /// <summary>The experiment.</summary>
    public long Id => id;

    /// <summary>What it says of its trials.</summary>
    public SlotTerms Terms { get; set; } = new();

    /// <summary>Its place among the others: the lower, the longer it has not had a slot.</summary>
    public long Turn { get; set; }

    /// <summary>Trials that wait.</summary>
    public int Count => trials.Count;

    /// <summary>The trial that goes first.</summary>
    public string First => trials.First().Value.Id;

    /// <summary>Its trials in their order.</summary>
    public IEnumerable<WaitingTrial> Trials => trials.Values;

    /// <summary>Puts a trial in line.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="ticket">Its place: the lower, the sooner.</param>
    /// <param name="need">What it needs of GPUs.</param>
    /// <returns>False where it is there, and stays where it is.</returns>
    public bool Add(string trialId, long ticket, GpuNeed? need)
    {
        if (!tickets.TryAdd(trialId, ticket))
            return false;
        trials[ticket] = new(trialId, need);
        return true;
    }

    /// <summary>A trial in line; null where it is not.</summary>
    public WaitingTrial? Find(string trialId) => tickets.TryGetValue(trialId, out var ticket) ? trials[ticket] : null;

    /// <summary>Takes a trial out of line.</summary>
    /// <returns>The trial; null where it is not there.</returns>
    public WaitingTrial? Remove(string trialId) => tickets.Remove(trialId, out var ticket) && trials.Remove(ticket, out var trial) ? trial : null;
}
