namespace FastOde.Contracts.Trainers;

/// <summary>A GPU and how much of it trials have.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.GpuStatus")]
public sealed record GpuStatus
{
    /// <summary>The GPU.</summary>
    [Id(0)]
    public required GpuDescription Gpu { get; init; }

    /// <summary>Name of the process that offers it, as in <see cref="SlotDescription.Host"/>; the first of several.</summary>
    [Id(1)]
    public required string Host { get; init; }

    /// <summary>Bytes of its memory that trials have.</summary>
    [Id(2)]
    public required long Held { get; init; }

    /// <summary>Trials that have some of it.</summary>
    [Id(3)]
    public required int Trials { get; init; }

    /// <summary>The trial for which its memory is gathered; null where whoever fits may take it.</summary>
    [Id(4)]
    public string? GatheredFor { get; init; }
}
