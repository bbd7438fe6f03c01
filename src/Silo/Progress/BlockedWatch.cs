using FastOde.Contracts.Results;

namespace FastOde.Silo.Progress;

/// <summary>Notices that no trial gets on, because the machine does not allow it.</summary>
/// <param name="time">The clock.</param>
internal sealed class BlockedWatch(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _running = [];
    private readonly Dictionary<string, int> _blockedAt = [];
    private string? _reason;
    private long _since;

    /// <summary>Takes in how a trial stands.</summary>
    public void Note(TrialSummary trial)
    {
        lock (_gate)
        {
            if (trial.State == TrialState.Running && !trial.IsBlocked) _running.Add(trial.Id);
            else _running.Remove(trial.Id);

            if (trial.IsBlocked) NoteBlocked(trial);
            else if (trial.State is not (TrialState.Queued or TrialState.Running) && _blockedAt.Remove(trial.Id)) _reason = null;
        }
    }

    /// <summary>What is in the way, where something has been for that long; null while trials get on.</summary>
    public string? Reason(TimeSpan patience)
    {
        lock (_gate)
            return _running.Count == 0 && time.GetElapsedTime(_since) >= patience ? _reason : null;
    }

    /// <summary>A trial that is blocked at a later step than before has got on meanwhile.</summary>
    private void NoteBlocked(TrialSummary trial)
    {
        var hasGotOn = _blockedAt.TryGetValue(trial.Id, out var before) && trial.Step > before;
        if (_reason is null || hasGotOn) _since = time.GetTimestamp();
        _reason = trial.Message ?? "";
        _blockedAt[trial.Id] = Math.Max(before, trial.Step);
    }
}
