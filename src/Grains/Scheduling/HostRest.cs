namespace FastOde.Grains.Scheduling;

/// <summary>
/// Keeps trials from a host whose machine has just not allowed one: the host rests, each time twice as long, and then one
/// trial tries it. When that one lasts, or ends otherwise, all of the host's slots are offered again.
/// </summary>
/// <param name="times">How long to rest, and how long a trial must last.</param>
internal sealed class HostRest(SchedulingTimes times)
{
    private TimeSpan rest;
    private DateTimeOffset until;
    private (string TrialId, DateTimeOffset Since)? tried;

    /// <summary>What is in the way; null where all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>
    /// A trial could not run. Several that fail together are one fault, and one that had begun before says nothing of the one that tries.
    /// </summary>
    /// <returns>Whether it is another fault than the last.</returns>
    public bool Block(string fault, string trialId, DateTimeOffset now)
    {
        var isNews = Fault != fault;
        if (tried is { } other && other.TrialId != trialId)
        {
            Fault = fault;
            return isNews;
        }

        if (Fault is null)
            rest = times.FirstRest;
        else if (now >= until)
            rest = rest * 2 < times.LongestRest ? rest * 2 : times.LongestRest;
        if (Fault is null || now >= until)
            until = now + rest;
        (Fault, tried) = (fault, null);
        return isNews;
    }

    /// <summary>Whether a slot of the host may be offered.</summary>
    public bool MayOffer(DateTimeOffset now) => Fault is null || (now >= until && tried is null);

    /// <summary>Whether the trial that tries has lasted long enough.</summary>
    public bool HasLasted(DateTimeOffset now) => tried is { } trial && now - trial.Since >= times.Trust;

    /// <summary>A trial is offered a slot; while there is a fault it is the one that tries.</summary>
    public void Try(string trialId, DateTimeOffset now)
    {
        if (Fault is not null)
            tried = (trialId, now);
    }

    /// <summary>The trial that was to try did not want the slot.</summary>
    public void Decline(string trialId)
    {
        if (tried?.TrialId == trialId)
            tried = null;
    }

    /// <summary>A trial has run and ended otherwise.</summary>
    public void Recover() => (Fault, tried) = (null, null);
}
