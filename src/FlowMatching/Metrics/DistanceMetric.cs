using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>A distance from the generated points to the reference set, with the floor between two reference sets.</summary>
internal abstract class DistanceMetric(EvaluationSet set) : CellMetric
{
    private double? floor;

    public sealed override double? Floor => floor;

    public sealed override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        floor ??= Distance(set.SecondReference, cancellationToken);
        return samples.FiniteEnd is { } end ? Distance(end, cancellationToken) : CellValue.Unmeasurable(samples);
    }

    /// <summary>Distance of finite points to the reference set.</summary>
    protected abstract double Distance(torch.Tensor points, CancellationToken cancellationToken);
}
