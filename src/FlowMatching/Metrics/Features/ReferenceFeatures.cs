using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>What generated images are compared with: the statistics of all real images, and the features of some.</summary>
public sealed record ReferenceFeatures : IDisposable
{
    /// <summary>How many images' features are kept at most.</summary>
    public const int MostFeatures = 10_000;

    private const int BatchSize = 1000;

    /// <summary>Mean and covariance over all images.</summary>
    public required FeatureStatistics Statistics { get; init; }

    /// <summary>
    /// The features of images chosen by chance, float32, shape [m, dimension], in an order of chance; null where a file
    /// gives only the statistics.
    /// </summary>
    public torch.Tensor? Features { get; init; }

    /// <summary>Extracts the features of every image of a part.</summary>
    /// <param name="images">The images, usually the training part.</param>
    /// <param name="extractor">The extractor.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <exception cref="ArgumentException">The extractor cannot take images of this shape, or there are fewer than two.</exception>
    public static ReferenceFeatures Of(ImageDataset images, FeatureExtractor extractor, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(extractor);
        using var scope = torch.NewDisposeScope();
        using var accumulator = new FeatureAccumulator();
        using var generator = new torch.Generator(SeedMixer.Mix(images.Count), torch.CPU);
        var order = torch.randperm(images.Count, dtype: torch.int64, generator: generator);
        var kept = new List<torch.Tensor>();
        for (long start = 0; start < images.Count; start += BatchSize)
        {
            using var batchScope = torch.NewDisposeScope();
            var count = Math.Min(BatchSize, images.Count - start);
            var features = extractor.Extract(images.Batch(order.narrow(0, start, count), null), cancellation);
            accumulator.Add(features);
            if (start < MostFeatures)
                kept.Add(features.cpu().MoveToOuterDisposeScope());
        }

        return new ReferenceFeatures { Statistics = accumulator.Statistics(), Features = torch.cat(kept).DetachFromDisposeScope() };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Statistics.Dispose();
        Features?.Dispose();
    }
}
