using System.Security.Cryptography;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>The features of a classifier that was trained on one data set: the layer before its classes.</summary>
public sealed class ClassifierExtractor : FeatureExtractor
{
    private readonly TrainedClassifier classifier;

    /// <summary>Takes over a classifier.</summary>
    /// <param name="name">Its name in scores, such as <c>mnist-classifier</c>.</param>
    /// <param name="classifier">The classifier; owned from now on.</param>
    public ClassifierExtractor(string name, TrainedClassifier classifier)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        this.classifier = classifier;
        Name = name;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in classifier.Weights)
            hash.AppendData(tensor.bytes);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override int Dimension => classifier.Model.Options.Features;

    /// <inheritdoc/>
    public override string Sha256 { get; }

    /// <inheritdoc/>
    protected override int BatchSize => 256;

    /// <inheritdoc/>
    protected override torch.Tensor Compute(torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var shape = classifier.Model.Options.Images;
        return images.shape[1] == shape.Channels && images.shape[2] == shape.Height && images.shape[3] == shape.Width
            ? classifier.Model.Features(classifier.Weights, images)
            : throw new ArgumentException(
                $"The extractor {Name} takes images of {shape.Channels} × {shape.Height} × {shape.Width}, not {string.Join(" × ", images.shape.Skip(1))}.", nameof(images));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            classifier.Dispose();
    }
}
