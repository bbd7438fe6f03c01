using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Datasets.Images;
using TorchSharp;

namespace FastOde.FlowMatching.Training;

/// <summary>Images that stay on their device as bytes; a batch is scaled to [-1, 1] and, where asked for, mirrored as it is picked.</summary>
/// <param name="images">The images; disposed of with this object.</param>
/// <param name="flip">Whether about half of the images are mirrored left to right, anew each time.</param>
public sealed class ImageTrainingData(ImageDataset images, bool flip) : TrainingData
{
    /// <inheritdoc/>
    public override SampleShape Shape => images.Shape;

    /// <inheritdoc/>
    public override int Count => checked((int)images.Count);

    /// <inheritdoc/>
    public override DiagonalNormal Prior => DiagonalNormal.Standard(Shape.Dimension);

    /// <inheritdoc/>
    public override void Fill(ReadOnlySpan<int> picked, torch.Tensor batch, torch.Generator draws)
    {
        ArgumentNullException.ThrowIfNull(batch);
        using var scope = torch.NewDisposeScope();
        var indices = torch.tensor(picked.ToArray(), dtype: torch.int64);
        batch.copy_(images.Batch(indices, flip ? draws : null).view(picked.Length, -1));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            images.Dispose();
        base.Dispose(disposing);
    }
}
