namespace FastOde.FlowMatching.Datasets;

/// <summary>
/// The shape of one sample of a data set. Training sees every sample as a row of <see cref="Dimension"/> numbers; for
/// images those are channels, rows and columns in this order.
/// </summary>
/// <param name="Channels">Channels of an image, at least 1; the dimension for points.</param>
/// <param name="Height">Rows of an image, at least 1; 1 for points.</param>
/// <param name="Width">Columns of an image, at least 1; 1 for points.</param>
public sealed record SampleShape(int Channels, int Height, int Width)
{
    /// <summary>Numbers of one sample.</summary>
    public int Dimension => Channels * Height * Width;

    /// <summary>Whether samples are images.</summary>
    public bool IsImage => Height > 1 || Width > 1;

    /// <summary>Pixels and channels of an image in words, such as <c>28×28 pixels and 1 channel</c>.</summary>
    public string Description => $"{Width}×{Height} pixels and {Channels} {(Channels == 1 ? "channel" : "channels")}";

    /// <summary>Points of a plane or another space.</summary>
    /// <param name="dimension">Numbers of one point, at least 1.</param>
    public static SampleShape Points(int dimension) => new(dimension, 1, 1);
}
