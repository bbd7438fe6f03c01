using System.Runtime.Intrinsics;

namespace FastOde.Kernels.Vectors;

/// <summary>Every kernel on maps of images compiled for one vector width.</summary>
internal abstract unsafe class ImageKernelSet
{
    /// <summary>The sets for 512, 256 and 128 bits; those the processor lacks are emulated by the runtime, slowly.</summary>
    public static IReadOnlyList<ImageKernelSet> All { get; } =
    [
        new WidthImageKernelSet<Lanes512, Vector512<float>>(),
        new WidthImageKernelSet<Lanes256, Vector256<float>>(),
        new WidthImageKernelSet<Lanes128, Vector128<float>>(),
    ];

    /// <summary>The widest set that this processor has.</summary>
    public static ImageKernelSet Best { get; } = All[Vector512.IsHardwareAccelerated ? 0 : Vector256.IsHardwareAccelerated ? 1 : 2];

    /// <summary>Floats a vector of this set holds.</summary>
    public abstract int Lanes { get; }

    /// <inheritdoc cref="ConvolutionKernel{TLanes, TVector}.Apply"/>
    public abstract void Convolve(in ConvolutionGeometry g, float* weights, float* bias, float* input, float* output, float* addend, float scale);

    /// <inheritdoc cref="ConvolutionGradientKernel{TLanes, TVector}.Accumulate"/>
    public abstract void ConvolutionGradient(in ConvolutionGeometry g, float* input, float* gradient, float* weights, float* bias);

    /// <inheritdoc cref="WinogradKernel{TLanes, TVector}.TransformInput"/>
    public abstract void TransformInput(in WinogradGeometry g, float* map, float* target);

    /// <inheritdoc cref="WinogradKernel{TLanes, TVector}.TransformOutput"/>
    public abstract void TransformOutput(in WinogradGeometry g, float* products, float* bias, float* output, float* addend, float scale);

    /// <inheritdoc cref="WinogradKernel{TLanes, TVector}.TransformGradient"/>
    public abstract void TransformGradient(in WinogradGeometry g, float* gradient, float* target);

    /// <inheritdoc cref="NormalizationKernel{TLanes, TVector}.Moments"/>
    public abstract void Moments(in NormalizationGeometry g, float* map, float* mean, float* inverse);

    /// <inheritdoc cref="NormalizationKernel{TLanes, TVector}.Apply"/>
    public abstract void Normalize(
        in NormalizationGeometry g, bool activates, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask, float* result);

    /// <inheritdoc cref="NormalizationKernel{TLanes, TVector}.Deactivate"/>
    public abstract void Deactivate(
        in NormalizationGeometry g, bool activates, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask,
        float* gradient, float* result, float* weightSum, float* biasSum);

    /// <inheritdoc cref="NormalizationKernel{TLanes, TVector}.Denormalize"/>
    public abstract void Denormalize(
        in NormalizationGeometry g, float* map, float* mean, float* inverse, float* weight, float* gradient,
        float* weightSum, float* biasSum, float* addend, float scale, float* target, bool adds);

    /// <inheritdoc cref="ImageKernel{TLanes, TVector}.Copy"/>
    public abstract void Copy(
        int height, int width, int channels, float* source, int sourceStride, int sourceRow, float* target, int targetStride, int targetRow, bool adds);

    /// <inheritdoc cref="ImageKernel{TLanes, TVector}.PixelSum"/>
    public abstract void PixelSum(int positions, int stride, float* map, float* target);

    /// <inheritdoc cref="ImageKernel{TLanes, TVector}.Halve"/>
    public abstract void Halve(int height, int width, int stride, float* larger, float* smaller, float scale);

    /// <inheritdoc cref="ImageKernel{TLanes, TVector}.Double"/>
    public abstract void Double(int height, int width, int stride, float* smaller, float* larger, float scale);
}
