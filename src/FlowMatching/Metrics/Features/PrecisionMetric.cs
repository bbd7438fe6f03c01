using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Share of generated images among the real ones in feature space; more is better.</summary>
[Metric("precision", MetricSubject.Features)]
internal sealed class PrecisionMetric(EvaluationSet set) : ManifoldMetric(set)
{
    protected override CellValue Score(torch.Tensor features, ReferenceFeatures real, CancellationToken cancellationToken) =>
        Share(AsMany(real, features), features, cancellationToken);
}
