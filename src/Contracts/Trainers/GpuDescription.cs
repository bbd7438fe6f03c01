namespace FastOde.Contracts.Trainers;

/// <summary>A GPU that the trials of a process can compute on.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.GpuDescription")]
public sealed record GpuDescription
{
    /// <summary>Its name in the process, such as <c>cuda:0</c>.</summary>
    [Id(0)]
    public required string Device { get; init; }

    /// <summary>Unique in the cluster, and the same for all processes of its machine: <c>{machine}/{identifier}</c>.</summary>
    [Id(1)]
    public required string Key { get; init; }

    /// <summary>Bytes of its memory.</summary>
    [Id(2)]
    public required long Memory { get; init; }
}
