using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Kullback–Leibler divergence over bins of the plane, from the reference set to the generated points.</summary>
[Metric("binned-kl", MetricSubject.PlanarSamples)]
internal sealed class BinnedDivergenceMetric(EvaluationSet set) : DistanceMetric(set)
{
    private readonly BinnedDivergence divergence = new(set.Reference);

    protected override double Distance(torch.Tensor points, CancellationToken cancellationToken) => divergence.Of(points);
}
