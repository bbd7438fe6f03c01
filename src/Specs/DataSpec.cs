using FastOde.Specs.Keys;

namespace FastOde.Specs;

/// <summary>The data set of a trial.</summary>
public sealed record DataSpec
{
    /// <summary>The data set. Images are added with <c>fastode data add</c> or <c>fastode data download</c> ([cli.md](cli.md)), and looked for in the data directory before anything is stored.</summary>
    [Form("data set")]
    public string Name { get; init; } = "two-gaussians";

    /// <summary>Height and width of the images in pixels; must be the data set's own. Lets <c>fastode network</c> describe networks where the data set is not at hand.</summary>
    [Whole(1, 4096)]
    public int? Size { get; init; }

    /// <summary>Channels of the images, such as 1 for grey and 3 for colour; must be the data set's own.</summary>
    [Whole(1, 64)]
    public int? Channels { get; init; }

    /// <summary>Mirror about half of the training images left to right, anew each time they are picked.</summary>
    public bool Flip { get; init; }
}
