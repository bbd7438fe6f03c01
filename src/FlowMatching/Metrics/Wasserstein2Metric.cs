using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>Exact 2-Wasserstein distance between the generated points and the reference set.</summary>
[Metric("wasserstein2", MetricSubject.Samples)]
internal sealed class Wasserstein2Metric(EvaluationSet set) : DistanceMetric(set)
{
    private readonly torch.Tensor reference = set.Reference;

    protected override double Distance(torch.Tensor points, CancellationToken cancellationToken) =>
        Wasserstein.Distance(points, reference, cancellationToken);
}
