using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Kernel distance of the features of generated and of real images; unbiased, so it can be below 0.</summary>
[Metric("kid", MetricSubject.Features)]
internal sealed class KidMetric(EvaluationSet set) : FeatureMetric(set)
{
    protected override CellValue Score(torch.Tensor features, ReferenceFeatures real, CancellationToken cancellationToken) =>
        new KernelDistance().Between(features, real.Features!, cancellationToken);
}
