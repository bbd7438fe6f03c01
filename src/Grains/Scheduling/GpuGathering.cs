using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>
/// Keeps trials that need much of a GPU from being passed over for ever by trials that need little of it. Where such a trial
/// is the next, but does not fit, others may pass it for a while; then the memory of one GPU is gathered for it.
/// </summary>
/// <param name="times">How long others may pass.</param>
internal sealed class GpuGathering(SchedulingTimes times)
{
    private readonly Dictionary<string, DateTimeOffset> passed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Claim> claims = new(StringComparer.Ordinal);

    /// <summary>The trial for which a GPU is gathered; null for none.</summary>
    /// <param name="key">The GPU.</param>
    public string? For(string key) => claims.GetValueOrDefault(key)?.TrialId;

    /// <summary>Whether a GPU is gathered for a trial.</summary>
    public bool IsFor(string trialId) => claims.Values.Any(claim => claim.TrialId == trialId);

    /// <summary>Whether a trial may take memory of a GPU: not of one that is gathered for another, unless it is more urgent.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="trialId">The trial.</param>
    /// <param name="priority">Its priority.</param>
    public bool Allows(GpuDescription gpu, string trialId, int priority) =>
        !claims.TryGetValue(gpu.Key, out var claim) || claim.TrialId == trialId || priority > claim.Priority;

    /// <summary>A trial that goes after another has taken memory that the other might have used.</summary>
    /// <param name="trialId">The one that was passed over.</param>
    /// <param name="now">When.</param>
    public void Pass(string trialId, DateTimeOffset now) => passed.TryAdd(trialId, now);

    /// <summary>Others give way to a trial: what they give back is kept for it.</summary>
    /// <param name="trialId">The trial.</param>
    /// <param name="priority">Its priority.</param>
    /// <param name="gpus">The GPUs of which they give back.</param>
    public void Keep(string trialId, int priority, IReadOnlyList<GpuDescription> gpus)
    {
        foreach (var gpu in gpus)
        {
            passed[trialId] = DateTimeOffset.MinValue;
            claims[gpu.Key] = new(trialId, priority);
        }
    }

    /// <summary>A trial has what it needs.</summary>
    public void Forget(string trialId)
    {
        if (!passed.Remove(trialId))
            return;
        foreach (var key in claims.Where(claim => claim.Value.TrialId == trialId).Select(claim => claim.Key).ToList())
            claims.Remove(key);
    }

    /// <summary>Decides anew for whom GPUs are gathered; who keeps one keeps it.</summary>
    /// <param name="line">Who waits.</param>
    /// <param name="may">Whether an experiment may take a slot.</param>
    /// <param name="slots">The slots that trials are started on.</param>
    /// <param name="book">Who has what of GPUs.</param>
    /// <param name="now">The time.</param>
    public void Renew(WaitingLine line, Predicate<WaitingExperiment> may, IReadOnlyList<SlotEntry> slots, GpuBook book, DateTimeOffset now)
    {
        if (passed.Count == 0 && claims.Count == 0)
            return;
        foreach (var trialId in passed.Keys.Where(trialId => line.Find(trialId) is null).ToList())
            passed.Remove(trialId);
        Dictionary<string, Claim> before = new(claims, claims.Comparer);
        claims.Clear();
        foreach (var (trialId, experiment, need) in Waiting(line, now))
        {
            if (!may(experiment))
                continue;
            var choice = slots.SelectMany(slot => slot.Gpus is { } gpus ? GpuChoices.Of(need, gpus) : [])
                .Where(choice => !choice.Any(gpu => claims.ContainsKey(gpu.Key)))
                .MaxBy(choice => (choice.All(gpu => before.GetValueOrDefault(gpu.Key)?.TrialId == trialId), choice.Sum(book.Free)));
            foreach (var gpu in choice ?? [])
                claims[gpu.Key] = new(trialId, experiment.Terms.Priority);
        }
    }

    /// <summary>The trials that have been passed over for long enough, the most urgent first.</summary>
    private IEnumerable<(string TrialId, WaitingExperiment Experiment, GpuNeed Need)> Waiting(WaitingLine line, DateTimeOffset now) =>
        from wait in passed
        where now - wait.Value >= times.Passing
        let trial = line.Find(wait.Key)!.Value
        where trial.Need is not null
        orderby trial.Experiment.Terms.Priority descending, wait.Value
        select (wait.Key, trial.Experiment, trial.Need);

    private sealed record Claim(string TrialId, int Priority);
}
