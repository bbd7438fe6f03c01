using FastOde.FlowMatching.Metrics;
using TorchSharp;

namespace Swirl;

/// <summary>Energy distance (Székely and Rizzo, 2013): 2E‖X-Y‖ - E‖X-X'‖ - E‖Y-Y'‖ between generated points and the reference set.</summary>
/// <param name="set">The reference sets.</param>
[Metric("energy-distance", MetricSubject.Samples)]
public sealed class EnergyDistanceMetric(EvaluationSet set) : DistanceMetric(set)
{
    private readonly torch.Tensor reference = set.Reference;

    /// <inheritdoc/>
    protected override double Distance(torch.Tensor points, CancellationToken cancellationToken)
    {
        using var scope = torch.NewDisposeScope();
        double Mean(torch.Tensor a, torch.Tensor b) => torch.cdist(a, b).mean().item<float>();
        return 2 * Mean(points, reference) - Mean(points, points) - Mean(reference, reference);
    }
}
