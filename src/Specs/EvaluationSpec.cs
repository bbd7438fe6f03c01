using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>The evaluation table of a trial: every solver × number × metric.</summary>
public sealed record EvaluationSpec
{
    private const int LongestPath = 1024;

    private static readonly IReadOnlyList<SolverSpec> DefaultSolvers = [new() { Name = "euler", Numbers = [1, 2, 4, 8, 20, 100] }];
    private static readonly IReadOnlyList<string> DefaultMetrics = ["curvature", "wasserstein2"];

    /// <summary>Steps between evaluations; the last step is always evaluated, with 0 only that.</summary>
    [Whole(0, int.MaxValue)]
    public int Every { get; init; } = 5000;

    /// <summary>Points generated for each cell, from the same fixed noise; even, because each draw comes with its mirror image.</summary>
    [Whole(2, 65_536, Even = true)]
    public int Samples { get; init; } = 2048;

    /// <summary>The columns of the evaluation table, see below.</summary>
    public IReadOnlyList<SolverSpec> Solvers { get; init; } = DefaultSolvers;

    /// <summary>What is measured in each cell. Scores by features (fid, kid, precision, recall) are for images.</summary>
    [Named("metric")]
    public IReadOnlyList<string> Metrics { get; init; } = DefaultMetrics;

    /// <summary>The extractor of features for <c>fid</c>, <c>kid</c>, <c>precision</c> and <c>recall</c>, one of <c>fastode features ls</c>; <c>auto</c> takes the classifier trained on this data set where there is one, else <c>inception</c>.</summary>
    [Text(LongestPath)]
    public string Features { get; init; } = "auto";

    /// <summary>An <c>.npz</c> file with <c>mu</c> and <c>sigma</c> to compare features with, in the folder <c>features/</c> of the data directory, for <c>fid</c>; otherwise the training part of the data set.</summary>
    [FileBelow("features", LongestPath)]
    public string? Statistics { get; init; }
}
