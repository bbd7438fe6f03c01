using System.Security.Cryptography;
using FastOde.FlowMatching.Networks.Inception;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Inception;

/// <summary>The pooled features of Inception-v3, on which published FIDs are measured. Grey images are seen as coloured ones.</summary>
public sealed class InceptionExtractor : FeatureExtractor
{
    /// <summary>Its name in scores.</summary>
    public const string InceptionName = "inception";

    private const int Channels = 3;

    private readonly InceptionModel model = new();
    private readonly IReadOnlyList<torch.Tensor> weights;

    /// <summary>Takes over weights.</summary>
    /// <param name="weights">One float32 tensor for each of the model's entries; owned from now on.</param>
    internal InceptionExtractor(IReadOnlyList<torch.Tensor> weights)
    {
        this.weights = weights;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var tensor in weights)
            hash.AppendData(tensor.bytes);
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public override string Name => InceptionName;

    /// <inheritdoc/>
    public override int Dimension => InceptionModel.Features;

    /// <inheritdoc/>
    public override string Sha256 { get; }

    /// <inheritdoc/>
    protected override int BatchSize => 20;

    /// <inheritdoc/>
    protected override torch.Tensor Compute(torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return images.shape[1] is 1 or Channels
            ? model.Apply(weights, images.expand(-1, Channels, -1, -1))
            : throw new ArgumentException($"The extractor {Name} takes images of 1 or {Channels} channels, not {images.shape[1]}.", nameof(images));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        foreach (var tensor in weights)
            tensor.Dispose();
    }
}
