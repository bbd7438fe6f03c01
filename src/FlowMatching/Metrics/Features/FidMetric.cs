using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Fréchet distance of the features of generated and of real images.</summary>
[Metric("fid", MetricSubject.Features)]
internal sealed class FidMetric(EvaluationSet set) : FeatureMetric(set, takesStatistics: true)
{
    protected override CellValue Score(torch.Tensor features, ReferenceFeatures real, CancellationToken cancellationToken)
    {
        using var statistics = FeatureStatistics.Of(features);
        return FrechetDistance.Between(statistics, real.Statistics);
    }
}
