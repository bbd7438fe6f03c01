namespace FastOde.Kernels.Networks.UNet;

/// <summary>
/// How one image of features lies in memory: pixel by pixel, the channels of a pixel together, filled up to whole
/// vectors, with a border of pixels around the image. Convolutions read the border as their zeros, so that no pixel is a
/// special case; a 3×3 convolution runs over whole rows of the border too and leaves numbers without meaning there.
/// </summary>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels in a row.</param>
/// <param name="Channels">Channels that mean something.</param>
/// <param name="Border">Pixels around the image, 1; or 0 for the rows of a matrix.</param>
internal readonly record struct FeatureMapShape(int Height, int Width, int Channels, int Border = 1)
{
    /// <summary>Floats in the widest vector; channels are filled up to a multiple of it, whatever the processor has.</summary>
    public const int Block = 16;

    /// <summary>Pixels after the last, which the kernels' tiles may touch.</summary>
    private const int Slack = 16;

    /// <summary>Floats from one pixel to the next.</summary>
    public int Stride => (Channels + Block - 1) / Block * Block;

    /// <summary>Pixels from one row to the next.</summary>
    public int Pitch => Width + 2 * Border;

    /// <summary>Pixels from the first one to the end of the last row, borders between rows included.</summary>
    public int Positions => Height * Pitch;

    /// <summary>Floats before the first pixel.</summary>
    public int Origin => Border * (Pitch + 1) * Stride;

    /// <summary>Floats of the whole map.</summary>
    public int Length => ((Height + 2 * Border) * Pitch + Slack) * Stride;

    /// <summary>A matrix: a row for each of <paramref name="rows"/>, without border.</summary>
    public static FeatureMapShape Matrix(int rows, int columns) => new(1, rows, columns, Border: 0);

    /// <summary>The same pixels with other channels.</summary>
    public FeatureMapShape WithChannels(int channels) => this with { Channels = channels };

    /// <summary>The pixels as the rows of a matrix.</summary>
    public FeatureMapShape AsMatrix() => Matrix(Height * Width, Channels);
}
