namespace FastOde.Contracts.Trainers;

/// <summary>How much of a device of a machine is in use: of a GPU, or of the processor and its memory.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.DeviceUse")]
public sealed record DeviceUse
{
    /// <summary>Name of the machine.</summary>
    [Id(0)]
    public required string Machine { get; init; }

    /// <summary><c>cpu</c>, or <c>gpu-0</c> and so on in the order of <c>nvidia-smi</c>, which need not be that of CUDA.</summary>
    [Id(1)]
    public required string Device { get; init; }

    /// <summary>What it is, such as <c>NVIDIA H200</c>.</summary>
    [Id(2)]
    public required string Model { get; init; }

    /// <summary>Identifier of a GPU that no other has; null for a processor.</summary>
    [Id(3)]
    public string? Uuid { get; init; }

    /// <summary>Part of the time in which it was busy, 0 to 1; null where the device does not tell.</summary>
    [Id(4)]
    public double? Utilization { get; init; }

    /// <summary>Bytes of its memory in use; null where the device does not tell.</summary>
    [Id(5)]
    public long? MemoryUsed { get; init; }

    /// <summary>Bytes of its memory; null where the device does not tell.</summary>
    [Id(6)]
    public long? MemoryTotal { get; init; }
}
