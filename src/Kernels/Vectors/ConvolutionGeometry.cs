namespace FastOde.Kernels.Vectors;

/// <summary>What a convolution kernel needs to know of the maps it goes through.</summary>
internal readonly record struct ConvolutionGeometry
{
    /// <summary>Output pixels one after another, borders between rows included.</summary>
    public required int Positions { get; init; }

    /// <summary>Height and width of the kernel: 1 or 3.</summary>
    public required int Size { get; init; }

    /// <summary>Pixels from one row of the input to the next.</summary>
    public required int Pitch { get; init; }

    /// <summary>Input channels that are summed over, a multiple of 4.</summary>
    public required int Inputs { get; init; }

    /// <summary>Floats from one input pixel to the next.</summary>
    public required int InputStride { get; init; }

    /// <summary>Floats from one output pixel to the next; all are computed.</summary>
    public required int OutputStride { get; init; }

    /// <summary>Rows of weights for one vector of outputs: kernel positions × inputs.</summary>
    public int Depth => Size * Size * Inputs;
}
