namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>Files to add as a data set, and how to take them.</summary>
public sealed record ImageDatasetSource
{
    /// <summary>A folder or archive; its content says which format it has.</summary>
    public required string Path { get; init; }

    /// <summary>A second folder of images, to be the test part; for folders of images only.</summary>
    public string? TestPath { get; init; }

    /// <summary>
    /// Height and width that each image gets: its central square, resized. Null where all have one size already. From 2
    /// to <see cref="LargestSize"/>; for folders of images only.
    /// </summary>
    public int? Size { get; init; }

    /// <summary>What images are converted to; null where all are of one kind already. For folders of images only.</summary>
    public ImageChannels? Channels { get; init; }

    /// <summary>The largest <see cref="Size"/>.</summary>
    public const int LargestSize = 4096;
}
