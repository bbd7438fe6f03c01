using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Metrics.Features;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Makes metrics by their spec names.</summary>
internal static class MetricFactory
{
    public static CellMetric Create(string name, EvaluationSet set) => name switch
    {
        EvaluationMetrics.Curvature => new StraightnessMetric(name, straightness => straightness.Curvature),
        EvaluationMetrics.PathEnergy => new StraightnessMetric(name, straightness => straightness.PathEnergy),
        EvaluationMetrics.PathEnergyExcess => new StraightnessMetric(name, straightness => straightness.PathEnergyExcess),
        EvaluationMetrics.NegativeLogLikelihood => new LikelihoodMetric(set),
        EvaluationMetrics.Wasserstein2 => new DistanceMetric(
            name, (points, token) => Wasserstein.Distance(points, set.Reference, token), set.SecondReference),
        EvaluationMetrics.SlicedWasserstein => Sliced(name, set),
        EvaluationMetrics.DistillationError => new DistillationErrorMetric(set.TeacherEnds),
        _ when EvaluationMetrics.NeedsFeatures(name) => FeatureMetric.Create(name, set),
        _ => throw new UnknownNameException("metric", name, EvaluationMetrics.All),
    };

    private static DistanceMetric Sliced(string name, EvaluationSet set)
    {
        var sliced = new SlicedWasserstein(set.Reference);
        return new DistanceMetric(name, (points, _) => sliced.Distance(points), set.SecondReference, sliced);
    }
}
