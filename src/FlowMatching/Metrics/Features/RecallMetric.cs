using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Share of real images among the generated ones in feature space; more is better.</summary>
[Metric("recall", MetricSubject.Features)]
internal sealed class RecallMetric(EvaluationSet set) : ManifoldMetric(set)
{
    protected override CellValue Score(torch.Tensor features, ReferenceFeatures real, CancellationToken cancellationToken) =>
        Share(features, AsMany(real, features), cancellationToken);
}
