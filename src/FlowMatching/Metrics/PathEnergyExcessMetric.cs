namespace FastOde.FlowMatching.Metrics;

/// <summary>Path energy less that of the straight line between the same ends; 0 for straight trajectories.</summary>
[Metric("path-energy-excess", MetricSubject.Trajectories)]
internal sealed class PathEnergyExcessMetric : StraightnessMetric
{
    protected override double Property(Straightness straightness) => straightness.PathEnergyExcess;
}
