namespace FastOde.FlowMatching.Datasets.Images;

/// <summary>One part of a data set as its files hold it, before it is stored or put on a device.</summary>
internal sealed record ImagePart
{
    /// <summary>Channels, rows and columns of each image.</summary>
    public required SampleShape Shape { get; init; }

    /// <summary>The names of its classes.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Each image's class, below the number of <see cref="Classes"/>.</summary>
    public required byte[] Labels { get; init; }

    /// <summary>All pixels in the order of [image, channel, row, column], in blocks of any size; read as they are asked for.</summary>
    public required IEnumerable<ReadOnlyMemory<byte>> Pixels { get; init; }
}
