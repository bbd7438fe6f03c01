namespace FastOde.FlowMatching.Devices;

/// <summary>The shape of one convolution of images.</summary>
/// <param name="Images">Images in the batch.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Size">Height and width of the input.</param>
/// <param name="Kernel">Height and width of the kernel, odd; as many zeros surround the images as keep their size at stride 1.</param>
/// <param name="Stride">Pixels from one position of the kernel to the next.</param>
/// <param name="Groups">Groups of channels that do not see each other.</param>
internal sealed record ConvolutionCase(int Images, int Inputs, int Outputs, int Size, int Kernel = 3, int Stride = 1, int Groups = 1)
{
    /// <summary>Zeros on each side.</summary>
    public int Padding => Kernel / 2;

    /// <summary>Height and width of the output.</summary>
    public int OutputSize => ((Size + (2 * Padding) - Kernel) / Stride) + 1;

    /// <summary>Numbers in the input.</summary>
    public int InputLength => Images * Inputs * Size * Size;

    /// <summary>Numbers in the kernels.</summary>
    public int WeightLength => Outputs * (Inputs / Groups) * Kernel * Kernel;

    /// <summary>Numbers in the output.</summary>
    public int OutputLength => Images * Outputs * OutputSize * OutputSize;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Images} images of {Size}×{Size}, {Inputs} to {Outputs} channels, kernel {Kernel}, stride {Stride}"
        + (Groups == 1 ? "" : $", {Groups} groups");
}
