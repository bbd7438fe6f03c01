namespace FastOde.Contracts.Trials;

/// <summary>What a trial needs of GPUs besides its slot.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.GpuNeed")]
public sealed record GpuNeed
{
    /// <summary>What it asks for: <c>auto</c> for a GPU where its machine has one, <c>cuda</c> for any, <c>cuda:1</c> for that one.</summary>
    [Id(0)]
    public required string Device { get; init; }

    /// <summary>Bytes of each GPU's memory, at least 1; null for the whole GPU.</summary>
    [Id(1)]
    public long? Memory { get; init; }

    /// <summary>How many GPUs, at least 1; more than one are <c>cuda:0</c> and those after it.</summary>
    [Id(2)]
    public int Count { get; init; } = 1;
}
