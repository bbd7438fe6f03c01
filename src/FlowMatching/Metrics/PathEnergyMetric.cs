namespace FastOde.FlowMatching.Metrics;

/// <summary>Squared speed integrated along the trajectory, mean over samples (summed over dimensions).</summary>
[Metric("path-energy", MetricSubject.Trajectories)]
internal sealed class PathEnergyMetric : StraightnessMetric
{
    protected override double Property(Straightness straightness) => straightness.PathEnergy;
}
