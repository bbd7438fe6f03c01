namespace FastOde.FlowMatching.Metrics;

/// <summary>A property of the trajectories, such as curvature.</summary>
internal sealed class StraightnessMetric(string name, Func<Straightness, double> property) : CellMetric
{
    public override string Name => name;

    public override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken) =>
        samples.Straightness is not { } straightness ? null
        : property(straightness) is var value && double.IsFinite(value) ? value
        : CellValue.Unmeasurable(samples);

    public override void Dispose()
    {
    }
}
