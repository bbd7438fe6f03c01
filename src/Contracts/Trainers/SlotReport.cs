using FastOde.Contracts.Trials;

namespace FastOde.Contracts.Trainers;

/// <summary>What a silo tells about one of its slots.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.SlotReport")]
public sealed record SlotReport
{
    /// <summary>The slot.</summary>
    [Id(0)]
    public required SlotDescription Slot { get; init; }

    /// <summary>The trial whose attempt runs on it; null where none does.</summary>
    [Id(1)]
    public string? TrialId { get; init; }

    /// <summary>The experiment of that trial.</summary>
    [Id(2)]
    public long? ExperimentId { get; init; }

    /// <summary>What keeps the silo from starting attempts, such as a disk that is nearly full; null where nothing does.</summary>
    [Id(3)]
    public string? Hindrance { get; init; }

    /// <summary>Whether somebody has drained the slot: it takes no trial until that is taken back, or its process starts anew.</summary>
    [Id(4)]
    public bool IsDrained { get; init; }

    /// <summary>The GPUs that trials on the slot can compute on; null where there may be some of which nothing is known, so that trials take what they find.</summary>
    [Id(5)]
    public IReadOnlyList<GpuDescription>? Gpus { get; init; } = [];

    /// <summary>What the trial has of them.</summary>
    [Id(6)]
    public IReadOnlyList<GpuShare> Shares { get; init; } = [];
}
