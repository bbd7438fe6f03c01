namespace FastOde.Contracts.Experiments;

/// <summary>The data set of a trial.</summary>
[GenerateSerializer, Immutable, Alias("FastOde.Experiments.DataSpec")]
public sealed record DataSpec
{
    /// <summary>
    /// Name of the data set: <c>two-gaussians</c>, <c>eight-gaussians</c>, <c>two-moons</c>, <c>checkerboard</c>,
    /// <c>s-curve</c>, or that of images which were added to the data directory.
    /// </summary>
    [Id(0)]
    public string Name { get; init; } = "two-gaussians";

    /// <summary>Height and width of the images in pixels; null for what the data set has.</summary>
    [Id(1)]
    public int? Size { get; init; }

    /// <summary>Channels of the images: 1 for grey, 3 for colour; null for what the data set has.</summary>
    [Id(2)]
    public int? Channels { get; init; }

    /// <summary>Whether about half of the training images are mirrored left to right, anew each time they are picked.</summary>
    [Id(3)]
    public bool Flip { get; init; }
}
