namespace FastOde.Kernels.Vectors;

/// <summary>What a normalisation kernel needs to know: the features' map, and the map of what it makes of them.</summary>
internal readonly record struct NormalizationGeometry
{
    /// <summary>Rows of pixels.</summary>
    public required int Height { get; init; }

    /// <summary>Pixels in a row.</summary>
    public required int Width { get; init; }

    /// <summary>Floats of a pixel, a multiple of the lanes.</summary>
    public required int Stride { get; init; }

    /// <summary>Pixels from one row of the features to the next.</summary>
    public required int Pitch { get; init; }

    /// <summary>Pixels from one row of the result to the next.</summary>
    public required int ResultPitch { get; init; }

    /// <summary>Channels that mean something; the others come out as zero.</summary>
    public required int Channels { get; init; }

    /// <summary>Groups of channels that are normalised together.</summary>
    public required int Groups { get; init; }

    /// <summary>Added to the variance before its root is divided by.</summary>
    public required float Epsilon { get; init; }

    /// <summary>Channels of a group.</summary>
    public int GroupSize => Channels / Groups;

    /// <summary>Numbers that are normalised together.</summary>
    public int GroupCount => GroupSize * Height * Width;
}
