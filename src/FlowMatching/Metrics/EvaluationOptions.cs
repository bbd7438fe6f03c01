using FastOde.FlowMatching.Metrics.Features;

namespace FastOde.FlowMatching.Metrics;

/// <summary>What to measure, how often, and with which solvers: the <c>evaluation</c> section of a spec.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Evaluate each time this many iterations have passed, and at the end; 0 for at the end only.</summary>
    public int Every { get; init; } = 5000;

    /// <summary>Samples an evaluation generates from the same fixed noise: even, because noise is antithetic.</summary>
    public int Samples { get; init; } = 2048;

    /// <summary>The solvers and their numbers, in the order of the spec; the first one names the plain <c>curvature</c> objective.</summary>
    public IReadOnlyList<SolverRequest> Solvers { get; init; } = [new("euler", [1, 2, 4, 8, 20, 100])];

    /// <summary>
    /// The metrics to store for every solver and number, names of <see cref="EvaluationMetrics"/>. Curvature and path energy
    /// are properties of steps that all samples share, so cells of adaptive solvers have only the distances.
    /// </summary>
    public IReadOnlyList<string> Metrics { get; init; } = [EvaluationMetrics.Curvature, EvaluationMetrics.Wasserstein2];

    /// <summary>The extractor of features for scores of images, or <c>auto</c> for the one that belongs to the data set.</summary>
    public string Features { get; init; } = FeatureExtractors.Automatic;

    /// <summary>A file <c>.npz</c> of statistics to compare features with; null for those of the data set's training part.</summary>
    public string? Statistics { get; init; }

    /// <summary>Everything that is wrong with these options; empty when an evaluation can run.</summary>
    public IReadOnlyList<EvaluationProblem> Problems() => [.. EvaluationOptionsCheck.Of(this)];
}
