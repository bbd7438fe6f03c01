namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Counts the pixels of images that have been read.</summary>
/// <param name="images">How many images there are.</param>
/// <param name="shape">The shape of each.</param>
/// <param name="progress">Told the part of them, from 0 to 1; null for nobody.</param>
internal sealed class ImageWork(long images, SampleShape shape, IProgress<double>? progress)
{
    private long pixels;

    /// <summary>A part whose blocks are counted as they are read.</summary>
    /// <param name="part">The part.</param>
    public ImagePart Watch(ImagePart part) => part with { Pixels = part.Pixels.Select(Count) };

    private ReadOnlyMemory<byte> Count(ReadOnlyMemory<byte> block)
    {
        pixels += block.Length;
        progress?.Report((double)pixels / (images * shape.Dimension));
        return block;
    }
}
