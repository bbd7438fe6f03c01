using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>A distance from the generated points to the reference set, with the floor between two reference sets.</summary>
/// <param name="set">The reference sets.</param>
public abstract class DistanceMetric(EvaluationSet set) : CellMetric
{
    private double? floor;

    /// <inheritdoc/>
    public sealed override double? Floor => floor;

    /// <inheritdoc/>
    public sealed override CellValue? Measure(GeneratedSamples samples, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        floor ??= Distance(set.SecondReference, cancellationToken);
        return samples.FiniteEnd is { } end ? Distance(end, cancellationToken) : CellValue.Unmeasurable(samples);
    }

    /// <summary>Distance of finite points to the reference set.</summary>
    /// <param name="points">Shape [n, dimension], float32, on the CPU.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected abstract double Distance(torch.Tensor points, CancellationToken cancellationToken);
}
