namespace FastOde.FlowMatching.Metrics;

/// <summary>A property of the trajectories, such as curvature.</summary>
internal sealed class StraightnessMetric(string name, Func<Straightness, double> property) : CellMetric
{
    public override string Name => name;

    public override double? Measure(GeneratedSamples samples, CancellationToken cancellationToken) =>
        samples.Straightness is { } straightness ? property(straightness) : null;

    public override void Dispose()
    {
    }
}
