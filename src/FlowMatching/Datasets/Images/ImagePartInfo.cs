namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>What is stored of one part of a data set.</summary>
public sealed record ImagePartInfo
{
    /// <summary>Images per class, by class.</summary>
    public required IReadOnlyList<long> ClassCounts { get; init; }

    /// <summary>SHA-256 of all pixels, then one byte of label for each image; lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The number of images.</summary>
    public long Count => ClassCounts.Sum();
}
