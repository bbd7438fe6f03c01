using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>An extractor and what it says of the real images: what scores by features need. Not for two threads at once.</summary>
public sealed class FeatureScoring : IDisposable
{
    private readonly Func<CancellationToken, ReferenceFeatures> source;
    private ReferenceFeatures? reference;
    private GeneratedSamples? last;
    private torch.Tensor? lastFeatures;

    /// <summary>Takes over an extractor and a reference that is there.</summary>
    /// <param name="extractor">The extractor; owned from now on.</param>
    /// <param name="reference">The features of the real images; owned from now on.</param>
    public FeatureScoring(FeatureExtractor extractor, ReferenceFeatures reference)
        : this(extractor, _ => reference) => this.reference = reference;

    /// <summary>Takes over an extractor, and extracts the reference when it is first needed: that can take long.</summary>
    /// <param name="extractor">The extractor; owned from now on.</param>
    /// <param name="source">Gives the features of the real images, once; they are owned then.</param>
    public FeatureScoring(FeatureExtractor extractor, Func<CancellationToken, ReferenceFeatures> source)
    {
        Extractor = extractor;
        this.source = source;
    }

    /// <summary>The extractor.</summary>
    public FeatureExtractor Extractor { get; }

    /// <summary>Takes over an extractor, and reads the statistics of real images from a file.</summary>
    /// <param name="extractor">The extractor; owned from now on, and disposed of where the file cannot be used.</param>
    /// <param name="statistics">An <c>.npz</c> file.</param>
    /// <exception cref="FeatureFileException">The file cannot be used, or has statistics of another dimension.</exception>
    public static FeatureScoring Against(FeatureExtractor extractor, string statistics)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        try
        {
            var reference = new ReferenceFeatures { Statistics = StatisticsFile.Read(statistics) };
            if (reference.Statistics.Dimension == extractor.Dimension)
                return new FeatureScoring(extractor, reference);
            reference.Dispose();
            throw new FeatureFileException(
                $"The file '{statistics}' has statistics of {reference.Statistics.Dimension} features, and the extractor {extractor.Name} gives {extractor.Dimension}; give statistics of the same extractor.");
        }
        catch
        {
            extractor.Dispose();
            throw;
        }
    }

    /// <summary>Whether it is known already that the reference has only mean and covariance.</summary>
    internal bool HasOnlyStatistics => reference is { Features: null };

    /// <summary>The features of the real images.</summary>
    /// <param name="cancellation">Looked at where they have to be extracted first.</param>
    public ReferenceFeatures Reference(CancellationToken cancellation) => reference ??= source(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        lastFeatures?.Dispose();
        Extractor.Dispose();
        reference?.Dispose();
    }

    /// <summary>The features of images as they would be stored: clamped to [-1, 1] and rounded to 256 values.</summary>
    /// <param name="samples">float32, shape [n, channels, height, width].</param>
    /// <param name="cancellation">Looked at between batches.</param>
    internal torch.Tensor Extract(torch.Tensor samples, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var images = samples.add(1).mul_(127.5).round_().clamp_(0, 255).div_(127.5).sub_(1);
        return Extractor.Extract(images, cancellation).MoveToOuterDisposeScope();
    }

    /// <summary>The features of one cell's samples, extracted once for all metrics; owned by this object until the next call.</summary>
    internal torch.Tensor FeaturesOf(GeneratedSamples samples, torch.Tensor images, CancellationToken cancellation)
    {
        if (!ReferenceEquals(last, samples))
        {
            lastFeatures?.Dispose();
            (last, lastFeatures) = (null, null);
            lastFeatures = Extract(images, cancellation).DetachFromDisposeScope();
            last = samples;
        }

        return lastFeatures!;
    }
}
