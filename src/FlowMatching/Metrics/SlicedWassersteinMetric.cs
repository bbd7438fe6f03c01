using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Sliced 2-Wasserstein distance between the generated points and the reference set.</summary>
[Metric("sliced-wasserstein", MetricSubject.Samples)]
internal sealed class SlicedWassersteinMetric(EvaluationSet set) : DistanceMetric(set)
{
    private readonly SlicedWasserstein sliced = new(set.Reference);

    public override void Dispose()
    {
        sliced.Dispose();
        base.Dispose();
    }

    protected override double Distance(torch.Tensor points, CancellationToken cancellationToken) => sliced.Distance(points);
}
