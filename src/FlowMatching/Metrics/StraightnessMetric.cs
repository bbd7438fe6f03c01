namespace FastOde.FlowMatching.Metrics;

/// <summary>A property of the trajectories, such as curvature.</summary>
internal abstract class StraightnessMetric : CellMetric
{
    public sealed override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken) =>
        samples.Straightness is not { } straightness ? null
        : Property(straightness) is var value && double.IsFinite(value) ? value
        : CellValue.Unmeasurable(samples);

    protected abstract double Property(Straightness straightness);
}
