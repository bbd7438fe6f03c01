namespace FastOde.Contracts.Results;

/// <summary>How one try at running a trial stands or ended.</summary>
public enum AttemptState
{
    /// <summary>Holds the trial's lease.</summary>
    Running,

    /// <summary>Finished the trial.</summary>
    Completed,

    /// <summary>Stopped by pause, cancel or an orderly shutdown, after a checkpoint.</summary>
    Stopped,

    /// <summary>Threw; the message says what.</summary>
    Failed,

    /// <summary>The loss became NaN or infinite.</summary>
    Diverged,

    /// <summary>The process died or the lease ran out; the trial is queued again and this does not count as a retry.</summary>
    Interrupted,

    /// <summary>
    /// The machine did not allow it: no space, no permission, no memory, a database out of reach. The message says what. The
    /// trial is queued again and goes on by itself once it can; this does not count as a retry.
    /// </summary>
    Blocked,
}
