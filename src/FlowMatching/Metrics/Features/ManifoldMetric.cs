using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>The share of one set of images that lies on the manifold of the other, in feature space.</summary>
internal abstract class ManifoldMetric(EvaluationSet set) : FeatureMetric(set)
{
    protected static CellValue Share(torch.Tensor covering, torch.Tensor features, CancellationToken cancellationToken)
    {
        if (covering.shape[0] <= FeatureManifold.DefaultNeighbour)
            return CellValue.Missing($"{covering.shape[0]} images have no neighbour number {FeatureManifold.DefaultNeighbour}, and so no manifold; it takes more");
        using var manifold = new FeatureManifold(covering, cancellation: cancellationToken);
        return manifold.Share(features, cancellationToken);
    }

    /// <summary>Balls shrink as a set grows, so precision and recall take as many real images as generated ones.</summary>
    protected static torch.Tensor AsMany(ReferenceFeatures real, torch.Tensor features) =>
        real.Features!.narrow(0, 0, Math.Min(real.Features.shape[0], features.shape[0]));
}
