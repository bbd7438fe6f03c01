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

    /// <summary>The devices of the machines that have slots, by machine and device.</summary>
    [Id(2)]
    public IReadOnlyList<DeviceStatus> Devices { get; init; } = [];

    /// <summary>The experiments whose trials wait, in the order in which they would take slots now.</summary>
    [Id(3)]
    public IReadOnlyList<QueuedExperiment> Queue { get; init; } = [];

    /// <summary>The GPUs that trials can compute on, and how much of them is taken.</summary>
    [Id(4)]
    public IReadOnlyList<GpuStatus> Gpus { get; init; } = [];
}
