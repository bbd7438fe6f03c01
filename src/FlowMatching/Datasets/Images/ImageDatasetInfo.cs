using System.Security.Cryptography;

namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>An added data set of images: its file <c>dataset.json</c>.</summary>
public sealed record ImageDatasetInfo
{
    /// <summary>The name by which specs call it.</summary>
    public required string Name { get; init; }

    /// <summary>The form in which it was given.</summary>
    public required ImageDatasetFormat Format { get; init; }

    /// <summary>Channels, rows and columns of each image.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The names of its classes; a label is the place of its class here. At least one, at most 256.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The images to train on.</summary>
    public required ImagePartInfo Train { get; init; }

    /// <summary>The images held back to test on, or null where there are none.</summary>
    public ImagePartInfo? Test { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Full path of what was added.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the parts' hashes, 32 bytes each, the training part's first; lower-case hexadecimal.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(
        [.. Convert.FromHexString(Train.Sha256), .. Test is null ? [] : Convert.FromHexString(Test.Sha256)]));

    /// <summary>What is stored of a part, or null where there is no such part.</summary>
    /// <param name="part">Which part.</param>
    public ImagePartInfo? Part(DatasetPart part) => part == DatasetPart.Train ? Train : Test;
}
