using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// Turns images into the features by which distributions of images are compared. Scores of different extractors cannot
/// be compared, so every score carries its extractor's name. Not for two threads at once.
/// </summary>
public abstract class FeatureExtractor : IDisposable
{
    /// <summary>Its name in scores, such as <c>mnist-classifier</c> or <c>inception</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Numbers of one image's features.</summary>
    public abstract int Dimension { get; }

    /// <summary>SHA-256 of its weights, lower-case hexadecimal; extractors of equal digest give equal features.</summary>
    public abstract string Sha256 { get; }

    /// <summary>Images it takes at a time.</summary>
    protected abstract int BatchSize { get; }

    /// <summary>The features of images, in batches and without gradients.</summary>
    /// <param name="images">float32, shape [n, channels, height, width], in [-1, 1]; n at least 1.</param>
    /// <param name="cancellation">Looked at between batches.</param>
    /// <returns>float32, shape [n, <see cref="Dimension"/>]; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The extractor cannot take images of this shape.</exception>
    public torch.Tensor Extract(torch.Tensor images, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4)
            throw new ArgumentException($"Images of shape [n, channels, height, width] are needed, not [{string.Join(", ", images.shape)}].", nameof(images));
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var features = torch.empty([images.shape[0], Dimension], dtype: torch.float32, device: images.device);
        for (long start = 0; start < images.shape[0]; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batchScope = torch.NewDisposeScope();
            var count = Math.Min(BatchSize, images.shape[0] - start);
            features.narrow(0, start, count).copy_(Compute(images.narrow(0, start, count)));
        }

        return features.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The features of one batch; intermediate tensors may be left to the dispose scope.</summary>
    /// <param name="images">As in <see cref="Extract"/>, at most <see cref="BatchSize"/> of them.</param>
    protected abstract torch.Tensor Compute(torch.Tensor images);

    /// <summary>Releases the weights.</summary>
    protected abstract void Dispose(bool disposing);
}
