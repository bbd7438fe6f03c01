namespace FastOde.Search.Samplers;

/// <summary>What a sampler may know of how a trial ended.</summary>
public enum TrialOutcome
{
    /// <summary>It waits or runs.</summary>
    Unfinished,

    /// <summary>It has done all its steps.</summary>
    Completed,

    /// <summary>It was stopped early, because others promised more.</summary>
    Pruned,

    /// <summary>It failed, diverged or was cancelled.</summary>
    Failed,
}
