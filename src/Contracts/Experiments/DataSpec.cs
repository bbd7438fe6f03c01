namespace FastOde.Contracts.Experiments;

/// <summary>The data set of a trial.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.DataSpec")]
public sealed record DataSpec
{
    /// <summary>Name of the data set: <c>two-gaussians</c>, <c>eight-gaussians</c>, <c>two-moons</c>, <c>checkerboard</c> or <c>s-curve</c>.</summary>
    [Id(0)]
    public string Name { get; init; } = "two-gaussians";
}
