using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>One experiment in the queue: its trials that wait, first come, first served.</summary>
/// <param name="id">The experiment.</param>
internal sealed class WaitingExperiment(long id)
{
    private readonly Dictionary<string, long> tickets = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, string> trials = [];

    /// <summary>The experiment.</summary>
    public long Id => id;

    /// <summary>What it says of its trials.</summary>
    public SlotTerms Terms { get; set; } = new();

    /// <summary>Its place among the others: the lower, the longer it has not had a slot.</summary>
    public long Turn { get; set; }

    /// <summary>Trials that wait.</summary>
    public int Count => trials.Count;

    /// <summary>The trial that goes first.</summary>
    public string First => trials.First().Value;

    /// <summary>The first trial of which something holds; null where it holds of none.</summary>
    public string? FirstThat(Func<string, bool> holds) => trials.Values.FirstOrDefault(holds);

    /// <summary>Puts a trial in line.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="ticket">Its place: the lower, the sooner.</param>
    /// <returns>False where it is there, and stays where it is.</returns>
    public bool Add(string trialId, long ticket)
    {
        if (!tickets.TryAdd(trialId, ticket))
            return false;
        trials[ticket] = trialId;
        return true;
    }

    /// <summary>Takes a trial out of line.</summary>
    /// <returns>False where it is not there.</returns>
    public bool Remove(string trialId) => tickets.Remove(trialId, out var ticket) && trials.Remove(ticket);
}
