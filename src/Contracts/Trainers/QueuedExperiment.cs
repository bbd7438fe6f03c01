namespace FastOde.Contracts.Trainers;

/// <summary>An experiment in the queue for slots.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.QueuedExperiment")]
public sealed record QueuedExperiment
{
    /// <summary>The experiment.</summary>
    [Id(0)]
    public required long ExperimentId { get; init; }

    /// <summary>Its trial that goes first.</summary>
    [Id(1)]
    public required string NextTrialId { get; init; }

    /// <summary>Its trials in line.</summary>
    [Id(2)]
    public required int WaitingTrials { get; init; }

    /// <summary>Slots that its trials hold.</summary>
    [Id(3)]
    public required int HeldSlots { get; init; }

    /// <summary>Its priority; higher goes first.</summary>
    [Id(4)]
    public required int Priority { get; init; }

    /// <summary>Whether it has as many slots as it or its user may have, so that it is passed over.</summary>
    [Id(5)]
    public bool IsAtLimit { get; init; }
}
