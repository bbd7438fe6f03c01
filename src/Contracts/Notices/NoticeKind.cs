namespace FastOde.Contracts.Notices;

/// <summary>What a notice tells of.</summary>
public enum NoticeKind
{
    /// <summary>All trials of an experiment have ended.</summary>
    Finished,

    /// <summary>A trial has failed and is not tried again.</summary>
    Failed,

    /// <summary>A trial has diverged.</summary>
    Diverged,

    /// <summary>A trial has completed with a better value of the objective than every one before it.</summary>
    NewBest,
}
