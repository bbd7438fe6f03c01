
namespace FastOde.Contracts.Results;

/// <summary>Which experiments a list shows.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Results.ExperimentFilter")]
public sealed record ExperimentFilter
{
    /// <summary>What they must have, as <see cref="FastOde.Contracts.Queries.ExperimentQuery"/> reads it.</summary>
    [Id(0)]
    public string? Query { get; init; }

    /// <summary>Only this state.</summary>
    [Id(1)]
    public ExperimentState? State { get; init; }

    /// <summary>Experiments left out before the first, the newest first.</summary>
    [Id(2)]
    public int Skip { get; init; }

    /// <summary>Most experiments returned.</summary>
    [Id(3)]
    public int Take { get; init; } = 50;
}
