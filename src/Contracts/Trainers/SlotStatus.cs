using FastOde.Contracts.Trials;

namespace FastOde.Contracts.Trainers;

/// <summary>A slot and what runs on it.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.SlotStatus")]
public sealed record SlotStatus
{
    /// <summary>The slot.</summary>
    [Id(0)]
    public required SlotDescription Slot { get; init; }

    /// <summary>The trial that holds it; null where it is free.</summary>
    [Id(1)]
    public string? TrialId { get; init; }

    /// <summary>The experiment of that trial.</summary>
    [Id(2)]
    public long? ExperimentId { get; init; }

    /// <summary>The last sign of life of the slot's process.</summary>
    [Id(3)]
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Why no trial is started on it: a fault of the machine, or a disk that is nearly full; null where trials are.</summary>
    [Id(4)]
    public string? Fault { get; init; }

    /// <summary>Whether it is drained: the trial that holds it hands over at its next checkpoint, and no other is started on it.</summary>
    [Id(5)]
    public bool IsDrained { get; init; }

    /// <summary>What its trial has of GPUs.</summary>
    [Id(6)]
    public IReadOnlyList<GpuShare> Shares { get; init; } = [];
}
