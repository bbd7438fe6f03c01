using FastOde.Contracts.Results;

namespace FastOde.Silo.Progress;

/// <summary>Notices that no trial gets on, because the machine does not allow it.</summary>
/// <param name="time">The clock.</param>
internal sealed class BlockedWatch(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly HashSet<string> running = [];
    private readonly Dictionary<string, int> blockedAt = [];
    private string? reason;
    private long since;

    /// <summary>Takes in how a trial stands.</summary>
    public void Note(TrialSummary trial)
    {
        lock (gate)
        {
            if (trial.State == TrialState.Running && !trial.IsBlocked)
                running.Add(trial.Id);
            else
                running.Remove(trial.Id);

            if (trial.IsBlocked)
                NoteBlocked(trial);
            else if (trial.State is not (TrialState.Queued or TrialState.Running) && blockedAt.Remove(trial.Id))
                reason = null;
        }
    }

    /// <summary>What is in the way, where something has been for that long; null while trials get on.</summary>
    public string? Reason(TimeSpan patience)
    {
        lock (gate)
            return running.Count == 0 && time.GetElapsedTime(since) >= patience ? reason : null;
    }

    /// <summary>A trial that is blocked at a later step than before has got on meanwhile.</summary>
    private void NoteBlocked(TrialSummary trial)
    {
        var hasGotOn = blockedAt.TryGetValue(trial.Id, out var before) && trial.Step > before;
        if (reason is null || hasGotOn)
            since = time.GetTimestamp();
        reason = trial.Message ?? "";
        blockedAt[trial.Id] = Math.Max(before, trial.Step);
    }
}
