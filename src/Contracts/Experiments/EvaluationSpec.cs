namespace FastOde.Contracts.Experiments;

/// <summary>The evaluation table of a trial: every solver × number × metric.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.EvaluationSpec")]
public sealed record EvaluationSpec
{
    /// <summary>Steps between evaluations; the last step is always evaluated.</summary>
    [Id(0)]
    public int Every { get; init; } = 5000;

    /// <summary>Points generated for each cell, from the same fixed noise.</summary>
    [Id(1)]
    public int Samples { get; init; } = 2048;

    /// <summary>The solvers in the order of the spec.</summary>
    [Id(2)]
    public IReadOnlyList<SolverSpec> Solvers { get; init; } = [new SolverSpec { Name = "euler", Numbers = [1, 2, 4, 8, 20, 100] }];

    /// <summary>Names of metrics: <c>curvature</c>, <c>wasserstein2</c>, <c>sliced-wasserstein</c>, <c>path-energy</c>; for images also <c>fid</c>, <c>kid</c>, <c>precision</c>, <c>recall</c>.</summary>
    [Id(3)]
    public IReadOnlyList<string> Metrics { get; init; } = ["curvature", "wasserstein2"];

    /// <summary>The extractor of features for scores of images, or <c>auto</c>.</summary>
    [Id(4)]
    public string Features { get; init; } = "auto";

    /// <summary>A file of statistics to compare features with, as full path or from the data directory; null for the data set's own.</summary>
    [Id(5)]
    public string? Statistics { get; init; }
}
