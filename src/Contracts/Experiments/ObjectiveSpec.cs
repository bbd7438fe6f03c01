namespace FastOde.Contracts.Experiments;

/// <summary>What a study optimises: one cell of the evaluation table.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.ObjectiveSpec")]
public sealed record ObjectiveSpec
{
    /// <summary>A metric cell such as <c>wasserstein2@euler-4</c> or <c>curvature</c>.</summary>
    [Id(0)]
    public required string Metric { get; init; }

    /// <summary>Whether larger is better.</summary>
    [Id(1)]
    public bool Maximize { get; init; }
}
