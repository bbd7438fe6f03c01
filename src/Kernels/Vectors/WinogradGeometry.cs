namespace FastOde.Kernels.Vectors;

/// <summary>A map and its tiles of 2×2 pixels.</summary>
internal readonly record struct WinogradGeometry
{
    /// <summary>Rows of pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels in a row.</summary>
    public required int Width { get; init; }

    /// <summary>Pixels from one row to the next.</summary>
    public required int Pitch { get; init; }

    /// <summary>Floats of a pixel, a multiple of the lanes.</summary>
    public required int Stride { get; init; }

    /// <summary>Floats from one of the 16 matrices to the next.</summary>
    public required nint MatrixLength { get; init; }

    /// <summary>Tiles from top to bottom.</summary>
    public int TileRows => (Height + 1) / 2;

    /// <summary>Tiles from left to right.</summary>
    public int TileColumns => (Width + 1) / 2;
}
