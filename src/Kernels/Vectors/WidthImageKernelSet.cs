namespace FastOde.Kernels.Vectors;

/// <summary>The kernels on maps specialised for one vector width.</summary>
internal sealed unsafe class WidthImageKernelSet<TLanes, TVector> : ImageKernelSet
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <inheritdoc/>
    public override int Lanes => TLanes.Count;

    /// <inheritdoc/>
    public override void Convolve(in ConvolutionGeometry g, float* weights, float* bias, float* input, float* output, float* addend, float scale) =>
        ConvolutionKernel<TLanes, TVector>.Apply(g, weights, bias, input, output, addend, scale);

    /// <inheritdoc/>
    public override void ConvolutionGradient(in ConvolutionGeometry g, float* input, float* gradient, float* weights, float* bias) =>
        ConvolutionGradientKernel<TLanes, TVector>.Accumulate(g, input, gradient, weights, bias);

    /// <inheritdoc/>
    public override void TransformInput(in WinogradGeometry g, float* map, float* target) =>
        WinogradKernel<TLanes, TVector>.TransformInput(g, map, target);

    /// <inheritdoc/>
    public override void TransformOutput(in WinogradGeometry g, float* products, float* bias, float* output, float* addend, float scale) =>
        WinogradKernel<TLanes, TVector>.TransformOutput(g, products, bias, output, addend, scale);

    /// <inheritdoc/>
    public override void TransformGradient(in WinogradGeometry g, float* gradient, float* target) =>
        WinogradKernel<TLanes, TVector>.TransformGradient(g, gradient, target);

    /// <inheritdoc/>
    public override void Moments(in NormalizationGeometry g, float* map, float* mean, float* inverse) =>
        NormalizationKernel<TLanes, TVector>.Moments(g, map, mean, inverse);

    /// <inheritdoc/>
    public override void Normalize(
        in NormalizationGeometry g, bool activates, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask, float* result)
    {
        if (activates)
            NormalizationKernel<TLanes, TVector>.Apply<SiluActivation>(g, map, mean, inverse, weight, bias, mask, result);
        else
            NormalizationKernel<TLanes, TVector>.Apply<IdentityActivation>(g, map, mean, inverse, weight, bias, mask, result);
    }

    /// <inheritdoc/>
    public override void Deactivate(
        in NormalizationGeometry g, bool activates, float* map, float* mean, float* inverse, float* weight, float* bias, float* mask,
        float* gradient, float* result, float* weightSum, float* biasSum)
    {
        if (activates)
            NormalizationKernel<TLanes, TVector>.Deactivate<SiluActivation>(g, map, mean, inverse, weight, bias, mask, gradient, result, weightSum, biasSum);
        else
            NormalizationKernel<TLanes, TVector>.Deactivate<IdentityActivation>(g, map, mean, inverse, weight, bias, mask, gradient, result, weightSum, biasSum);
    }

    /// <inheritdoc/>
    public override void Denormalize(
        in NormalizationGeometry g, float* map, float* mean, float* inverse, float* weight, float* gradient,
        float* weightSum, float* biasSum, float* addend, float scale, float* target, bool adds) =>
        NormalizationKernel<TLanes, TVector>.Denormalize(g, map, mean, inverse, weight, gradient, weightSum, biasSum, addend, scale, target, adds);

    /// <inheritdoc/>
    public override void Copy(
        int height, int width, int channels, float* source, int sourceStride, int sourceRow, float* target, int targetStride, int targetRow, bool adds) =>
        ImageKernel<TLanes, TVector>.Copy(height, width, channels, source, sourceStride, sourceRow, target, targetStride, targetRow, adds);

    /// <inheritdoc/>
    public override void PixelSum(int positions, int stride, float* map, float* target) =>
        ImageKernel<TLanes, TVector>.PixelSum(positions, stride, map, target);

    /// <inheritdoc/>
    public override void Halve(int height, int width, int stride, float* larger, float* smaller, float scale) =>
        ImageKernel<TLanes, TVector>.Halve(height, width, stride, larger, smaller, scale);

    /// <inheritdoc/>
    public override void Double(int height, int width, int stride, float* smaller, float* larger, float scale) =>
        ImageKernel<TLanes, TVector>.Double(height, width, stride, smaller, larger, scale);
}
