namespace FastOde.Contracts.Experiments;

/// <summary>The search of an experiment.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.SearchSpec")]
public sealed record SearchSpec
{
    /// <summary><c>grid</c> or <c>random</c>.</summary>
    [Id(0)]
    public string Sampler { get; init; } = "grid";

    /// <summary>The dimensions in the order of the spec.</summary>
    [Id(1)]
    public IReadOnlyList<SearchDimension> Space { get; init; } = [];

    /// <summary>Assignments drawn by a sampler that does not end by itself; null for the grid's full product.</summary>
    [Id(2)]
    public int? Trials { get; init; }

    /// <summary><c>none</c>.</summary>
    [Id(3)]
    public string Pruner { get; init; } = "none";

    /// <summary>Seed of a sampler that draws; the trials' own seeds are <see cref="ExperimentSpec.Seeds"/>.</summary>
    [Id(4)]
    public long Seed { get; init; }
}
