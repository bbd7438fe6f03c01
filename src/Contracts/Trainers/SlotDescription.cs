namespace FastOde.Contracts.Trainers;

/// <summary>A place that can hold one trainer.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Trainers.SlotDescription")]
public sealed record SlotDescription
{
    /// <summary>Unique in the cluster: <c>{host}/{device}-{number}</c>.</summary>
    [Id(0)]
    public required string SlotId { get; init; }

    /// <summary>Name of the machine.</summary>
    [Id(1)]
    public required string Host { get; init; }

    /// <summary>Device name such as <c>cpu</c> or <c>cuda:0</c>.</summary>
    [Id(2)]
    public required string Device { get; init; }

    /// <summary>CPU threads a trainer in this slot uses.</summary>
    [Id(3)]
    public required int Threads { get; init; }

    /// <summary>The cores of the processor on which it runs; none for any.</summary>
    [Id(4)]
    public IReadOnlyList<int> Cores { get; init; } = [];
}
