using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// The part of feature space that a set of images covers: around each image a ball that reaches to its k-th nearest
/// neighbour in the set (Kynkäänniemi and others, 2019).
/// </summary>
public sealed class FeatureManifold : IDisposable
{
    /// <summary>The neighbour of the original, k.</summary>
    public const int DefaultNeighbour = 3;

    private readonly torch.Tensor centres;
    private readonly torch.Tensor squaredRadii;

    /// <summary>Measures the balls.</summary>
    /// <param name="features">Shape [n, dimension], more images than <paramref name="neighbour"/>; not kept.</param>
    /// <param name="neighbour">Which neighbour bounds a ball, from 1; an image is not its own.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    public FeatureManifold(torch.Tensor features, int neighbour = DefaultNeighbour, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbour, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(features.shape[0], neighbour, nameof(features));
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var points = features.to(torch.float64).cpu();
        var radii = torch.empty(points.shape[0], dtype: torch.float64);
        PairwiseDistances.InBlocks(
            points, points,
            (start, squares) =>
            {
                squares.diagonal(start).fill_(double.PositiveInfinity);
                radii.narrow(0, start, squares.shape[0]).copy_(squares.kthvalue(neighbour, 1).values);
            },
            cancellation);
        centres = points.clone().DetachFromDisposeScope();
        squaredRadii = radii.DetachFromDisposeScope();
    }

    /// <summary>
    /// The share of images inside at least one ball. Of generated images in the manifold of real ones this is the
    /// precision, of real images in the manifold of generated ones the recall.
    /// </summary>
    /// <param name="features">Shape [n, dimension], n at least 1.</param>
    /// <param name="cancellation">Looked at now and then.</param>
    /// <returns>In [0, 1].</returns>
    public double Share(torch.Tensor features, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        long inside = 0;
        PairwiseDistances.InBlocks(
            features.to(torch.float64).cpu(), centres, (_, squares) => inside += squares.le(squaredRadii).any(1).sum().item<long>(), cancellation);
        return (double)inside / features.shape[0];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        centres.Dispose();
        squaredRadii.Dispose();
    }
}
