namespace FastOde.FlowMatching.Training;

/// <summary>What a run of the trainer came to.</summary>
public sealed record TrainingOutcome
{
    /// <summary>How it ended.</summary>
    public required TrainingStatus Status { get; init; }

    /// <summary>Training steps done; for a divergence the step whose loss was not finite.</summary>
    public required int Step { get; init; }

    /// <summary>SHA-256 of all weights of the trial, lower-case hexadecimal.</summary>
    public required string WeightsSha256 { get; init; }

    /// <summary>Training steps a second of this run, evaluations and checkpoints left out; 0 when it made no step.</summary>
    public required double IterationsPerSecond { get; init; }

    /// <summary>Evaluations of networks that training has spent, one a sample, also before this run; null where it is not known.</summary>
    public required long? Evaluations { get; init; }

    /// <summary>One line for people, or null when there is nothing to say.</summary>
    public string? Message { get; init; }
}
