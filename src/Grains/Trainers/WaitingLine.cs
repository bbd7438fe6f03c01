namespace FastOde.Grains.Trainers;

/// <summary>The trials that wait for a slot: higher priority first, then first come, first served.</summary>
internal sealed class WaitingLine
{
    private readonly Dictionary<string, (int Priority, long Ticket)> waiting = [];
    private readonly SortedSet<(long Rank, long Ticket, string TrialId)> order = [];
    private long nextTicket;

    /// <summary>Trials in line.</summary>
    public int Count => this.waiting.Count;

    /// <summary>Puts a trial in line; one that already waits keeps its place among its priority.</summary>
    public void Add(string trialId, int priority)
    {
        var ticket = this.waiting.TryGetValue(trialId, out var known) ? known.Ticket : nextTicket++;
        Remove(trialId);
        this.waiting[trialId] = (priority, ticket);
        this.order.Add((-(long)priority, ticket, trialId));
    }

    /// <summary>Takes a trial out of line; harmless when it is not there.</summary>
    public void Remove(string trialId)
    {
        if (this.waiting.Remove(trialId, out var place))
            this.order.Remove((-(long)place.Priority, place.Ticket, trialId));
    }

    /// <summary>Takes all trials of an experiment out of line.</summary>
    public void RemoveExperiment(long experimentId)
    {
        foreach (var trialId in this.waiting.Keys.Where(trialId => TrialId.ExperimentOf(trialId) == experimentId).ToList())
            Remove(trialId);
    }

    /// <summary>The trial whose turn it is; null where nobody waits.</summary>
    public string? First => this.order.Count == 0 ? null : this.order.Min.TrialId;

    /// <summary>Takes out the trial whose turn it is; null where nobody waits.</summary>
    public string? Next()
    {
        var next = First;
        if (next is not null)
            Remove(next);
        return next;
    }
}
