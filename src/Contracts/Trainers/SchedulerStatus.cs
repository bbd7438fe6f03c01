namespace FastOde.Contracts.Trainers;

/// <summary>The scheduler as it stands.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.SchedulerStatus")]
public sealed record SchedulerStatus
{
    /// <summary>All slots by id.</summary>
    [Id(0)]
    public IReadOnlyList<SlotStatus> Slots { get; init; } = [];

    /// <summary>Trials that wait for a slot.</summary>
    [Id(1)]
    public int WaitingTrials { get; init; }
}
