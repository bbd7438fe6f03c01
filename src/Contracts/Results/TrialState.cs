namespace FastOde.Contracts.Results;

/// <summary>Where a trial stands. <see cref="Queued"/> and <see cref="Running"/> are unfinished.</summary>
public enum TrialState
{
    /// <summary>Waits for a slot, for its experiment to go on, or for another attempt.</summary>
    Queued,

    /// <summary>An attempt runs.</summary>
    Running,

    /// <summary>All iterations are done and evaluated.</summary>
    Completed,

    /// <summary>Every allowed attempt has failed.</summary>
    Failed,

    /// <summary>The loss became NaN or infinite; the last good checkpoint is kept.</summary>
    Diverged,

    /// <summary>Ended with its experiment by the user.</summary>
    Cancelled,

    /// <summary>Stopped early, because others promise more; what it measured and its last checkpoint are kept.</summary>
    Pruned,
}
