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

    /// <summary>Mean negative log-likelihood of the reference set under the flow, in nats per dimension.</summary>
    public const string NegativeLogLikelihood = "nll";

    /// <summary>Mean squared difference between the generated points and the ends of the teacher's trajectories from the same noise.</summary>
    public const string DistillationError = "distillation-error";

    /// <summary>Every name above, in the order a table lists them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Curvature, Wasserstein2, SlicedWasserstein, PathEnergy, PathEnergyExcess, NegativeLogLikelihood, DistillationError];

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
            : IsDistance(metric) || method is { IsAdaptive: false, IsStochastic: false };
    }

    /// <summary>True for what is measured on the generated points alone, whatever steps led to them; false for a property of the trajectories.</summary>
    public static bool IsDistance(string metric) => metric is Wasserstein2 or SlicedWasserstein or DistillationError;
}
