namespace FastOde.FlowMatching.Metrics;

/// <summary>Mean of (v_i - (noise - data))² over batch, dimensions and steps; 0 when every trajectory is a straight line at constant speed.</summary>
[Metric("curvature", MetricSubject.Trajectories)]
internal sealed class CurvatureMetric : StraightnessMetric
{
    protected override double Property(Straightness straightness) => straightness.Curvature;
}
