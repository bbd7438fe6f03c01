namespace FastOde.Grains.Trainers;

/// <summary>
/// Keeps trials from a host whose machine has just not allowed one: the host rests, each time twice as long, and then one
/// trial tries it. When that one lasts, or ends otherwise, all of the host's slots are offered again.
/// </summary>
/// <param name="times">How long to rest, and how long a trial must last.</param>
internal sealed class HostRest(SchedulingTimes times)
{
    private TimeSpan _rest;
    private DateTimeOffset _until;
    private DateTimeOffset? _triedSince;

    /// <summary>What is in the way; null where all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>A trial could not run. Several that fail together are one fault.</summary>
    /// <returns>Whether it is another fault than the last.</returns>
    public bool Block(string fault, DateTimeOffset now)
    {
        var isNews = Fault != fault;
        if (Fault is null) _rest = times.FirstRest;
        else if (now >= _until) _rest = _rest * 2 < times.LongestRest ? _rest * 2 : times.LongestRest;
        if (Fault is null || now >= _until) _until = now + _rest;
        (Fault, _triedSince) = (fault, null);
        return isNews;
    }

    /// <summary>Whether a slot of the host may be offered.</summary>
    public bool MayOffer(DateTimeOffset now) => Fault is null || (now >= _until && _triedSince is null);

    /// <summary>Whether the trial that tries has lasted long enough.</summary>
    public bool HasLasted(DateTimeOffset now) => _triedSince is { } since && now - since >= times.Trust;

    /// <summary>A trial is offered a slot; while there is a fault it is the one that tries.</summary>
    public void Try(DateTimeOffset now)
    {
        if (Fault is not null) _triedSince = now;
    }

    /// <summary>The trial that was to try did not want the slot.</summary>
    public void Decline() => _triedSince = null;

    /// <summary>A trial has run and ended otherwise.</summary>
    public void Recover() => (Fault, _triedSince) = (null, null);
}
