using FastOde.FlowMatching.Datasets.Images;
using FastOde.FlowMatching.Networks.Classifier;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features.Classifiers;

/// <summary>A classifier with its weights.</summary>
public sealed class TrainedClassifier : IDisposable
{
    private const int BatchSize = 500;

    /// <summary>Takes over weights.</summary>
    /// <param name="model">The network.</param>
    /// <param name="weights">One float32 tensor for each of its shapes; owned from now on.</param>
    internal TrainedClassifier(ClassifierModel model, IReadOnlyList<torch.Tensor> weights)
    {
        Model = model;
        Weights = weights;
    }

    /// <summary>The network.</summary>
    public ClassifierModel Model { get; }

    /// <summary>Its weights, float32, in the order of the model's shapes.</summary>
    public IReadOnlyList<torch.Tensor> Weights { get; }

    /// <summary>Share of the held back images that it classifies rightly, in [0, 1].</summary>
    public required double Accuracy { get; init; }

    /// <summary>SHA-256 of the data set it was trained on, lower-case hexadecimal.</summary>
    public required string DataSha256 { get; init; }

    /// <summary>The seed it was trained with.</summary>
    public required long Seed { get; init; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Weights)
            tensor.Dispose();
    }

    /// <summary>Share of images that weights classify rightly.</summary>
    internal static double Measure(ClassifierModel model, IReadOnlyList<torch.Tensor> weights, ImageDataset images, CancellationToken cancellation)
    {
        using var unrecorded = torch.no_grad();
        long right = 0;
        for (long start = 0; start < images.Count; start += BatchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var picked = torch.arange(start, Math.Min(start + BatchSize, images.Count));
            var guesses = model.Classes(weights, model.Features(weights, images.Batch(picked, null))).argmax(1);
            right += guesses.eq(images.Labels.index_select(0, picked)).sum().item<long>();
        }

        return (double)right / images.Count;
    }
}
