using FastOde.FlowMatching.Solvers;

namespace FastOde.FlowMatching.Metrics;

/// <summary>The names of the metrics an evaluation can measure, as a spec and the stored table spell them.</summary>
public static class EvaluationMetrics
{
    /// <summary>Mean of (v_i - (noise - data))² over batch, dimensions and steps; 0 when every trajectory is a straight line at constant speed.</summary>
    public const string Curvature = "curvature";

    /// <summary>Exact 2-Wasserstein distance between the generated points and the reference set.</summary>
    public const string Wasserstein2 = "wasserstein2";

    /// <summary>Sliced 2-Wasserstein distance between the generated points and the reference set.</summary>
    public const string SlicedWasserstein = "sliced-wasserstein";

    /// <summary>Squared speed integrated along the trajectory, mean over samples (summed over dimensions).</summary>
    public const string PathEnergy = "path-energy";

    /// <summary>Path energy less that of the straight line between the same ends; 0 for straight trajectories.</summary>
    public const string PathEnergyExcess = "path-energy-excess";

    /// <summary>Mean negative log-likelihood of the reference set, of images from the test part, under the flow, in nats per dimension.</summary>
    public const string NegativeLogLikelihood = "nll";

    /// <summary>Mean squared difference between the generated points and the ends of the teacher's trajectories from the same noise.</summary>
    public const string DistillationError = "distillation-error";

    /// <summary>Fréchet distance of the features of generated and of real images.</summary>
    public const string Fid = "fid";

    /// <summary>Kernel distance of the features of generated and of real images; unbiased, so it can be below 0.</summary>
    public const string Kid = "kid";

    /// <summary>Share of generated images among the real ones in feature space; more is better.</summary>
    public const string Precision = "precision";

    /// <summary>Share of real images among the generated ones in feature space; more is better.</summary>
    public const string Recall = "recall";

    /// <summary>Every name above, in the order a table lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Curvature, Wasserstein2, SlicedWasserstein, PathEnergy, PathEnergyExcess, NegativeLogLikelihood, DistillationError,
        Fid, Kid, Precision, Recall,
    ];

    /// <summary>
    /// Whether a solver's cells have a metric. All have what is measured on the generated points; properties of trajectories
    /// need steps that all samples share, without noise of their own; a likelihood needs a solver of any ODE, since what it
    /// follows is no point of a path.
    /// </summary>
    public static bool IsMeasuredWith(string metric, SolverMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return metric == NegativeLogLikelihood
            ? method is RungeKuttaMethod
            : JudgesSamples(metric) || method is { IsAdaptive: false, IsStochastic: false };
    }

    /// <summary>True for what judges the samples alone; false for a property of the trajectories, which adaptive solvers do not have.</summary>
    /// <param name="metric">A name above, with or without an extractor.</param>
    public static bool JudgesSamples(string metric) => Family(metric) is Wasserstein2 or SlicedWasserstein or DistillationError || NeedsFeatures(metric);

    /// <summary>True for a score by features, which only images have, and which names its extractor.</summary>
    /// <param name="metric">A name above, with or without an extractor.</param>
    public static bool NeedsFeatures(string metric) => Family(metric) is Fid or Kid or Precision or Recall;

    /// <summary>A score with the extractor it was measured with, as stored: <c>fid[mnist-classifier]</c>.</summary>
    public static string Qualified(string metric, string extractor) => $"{metric}[{extractor}]";

    /// <summary>A metric without its extractor: <c>fid</c> of <c>fid[mnist-classifier]</c>.</summary>
    public static string Family(string metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var bracket = metric.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? metric : metric[..bracket];
    }
}
