namespace FastOde.Grains.Scheduling;

/// <summary>
/// Keeps a trial from the slot on which its attempt has just failed: on another one it may do better. That holds for a while,
/// each time twice as long; then it takes the same slot again, because there may be no other.
/// </summary>
/// <param name="times">The first time and the longest.</param>
internal sealed class SlotAvoidance(SchedulingTimes times)
{
    private readonly Dictionary<string, Failure> failures = new(StringComparer.Ordinal);

    /// <summary>Whether nobody avoids any slot.</summary>
    public bool IsEmpty => failures.Count == 0;

    /// <summary>An attempt has failed.</summary>
    /// <param name="trialId">Its trial.</param>
    /// <param name="slotId">Its slot.</param>
    /// <param name="now">When.</param>
    public void Note(string trialId, string slotId, DateTimeOffset now)
    {
        var wait = failures.TryGetValue(trialId, out var before) ? before.Wait * 2 : times.FirstRest;
        if (wait > times.LongestRest)
            wait = times.LongestRest;
        failures[trialId] = new(slotId, now + wait, wait);
    }

    /// <summary>An attempt has ended otherwise.</summary>
    public void Forget(string trialId) => failures.Remove(trialId);

    /// <summary>Forgets trials that have long since been tried again, or have failed for good.</summary>
    public void ForgetOld(DateTimeOffset now)
    {
        if (failures.Count > 0)
        {
            foreach (var trialId in failures.Where(failure => now - failure.Value.Until > times.LongestRest).Select(failure => failure.Key).ToList())
                failures.Remove(trialId);
        }
    }

    /// <summary>Whether a trial may be offered a slot.</summary>
    public bool Allows(string trialId, string slotId, DateTimeOffset now) =>
        !failures.TryGetValue(trialId, out var failure) || failure.SlotId != slotId || now >= failure.Until;

    private sealed record Failure(string SlotId, DateTimeOffset Until, TimeSpan Wait);
}
