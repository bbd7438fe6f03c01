namespace FastOde.Grains.Trainers;

/// <summary>The trials that wait for a slot: higher priority first, then first come, first served.</summary>
internal sealed class WaitingLine
{
    private readonly Dictionary<string, (int Priority, long Ticket)> _waiting = [];
    private long _nextTicket;

    /// <summary>Trials in line.</summary>
    public int Count => _waiting.Count;

    /// <summary>Puts a trial in line; one that already waits keeps its place among its priority.</summary>
    public void Add(string trialId, int priority)
    {
        var ticket = _waiting.TryGetValue(trialId, out var known) ? known.Ticket : _nextTicket++;
        _waiting[trialId] = (priority, ticket);
    }

    /// <summary>Takes a trial out of line; harmless when it is not there.</summary>
    public void Remove(string trialId) => _waiting.Remove(trialId);

    /// <summary>Takes all trials of an experiment out of line.</summary>
    public void RemoveExperiment(long experimentId)
    {
        foreach (var trialId in _waiting.Keys.Where(trialId => TrialId.ExperimentOf(trialId) == experimentId).ToList()) _waiting.Remove(trialId);
    }

    /// <summary>Takes out the trial whose turn it is; null where nobody waits.</summary>
    public string? Next()
    {
        if (_waiting.Count == 0) return null;
        var next = _waiting.MinBy(entry => (-(long)entry.Value.Priority, entry.Value.Ticket)).Key;
        _waiting.Remove(next);
        return next;
    }
}
