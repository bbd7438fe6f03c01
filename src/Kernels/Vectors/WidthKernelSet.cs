using FastOde.FlowMatching.Optimizers;

namespace FastOde.Kernels.Vectors;

/// <summary>The kernels specialised for one vector width.</summary>
internal sealed unsafe class WidthKernelSet<TLanes, TVector> : KernelSet
    where TLanes : ILanes<TVector>
    where TVector : unmanaged
{
    /// <inheritdoc/>
    public override int Lanes => TLanes.Count;

    /// <inheritdoc/>
    public override void Linear(int rows, int depth, float* weights, float* bias, float* input, float* output) =>
        DenseKernel<TLanes, TVector>.Multiply<NoEpilogue>(rows, depth, weights, depth, 1, bias, input, output, null);

    /// <inheritdoc/>
    public override void Tanh(int rows, int depth, float* weights, float* bias, float* input, float* output) =>
        DenseKernel<TLanes, TVector>.Multiply<TanhEpilogue>(rows, depth, weights, depth, 1, bias, input, output, null);

    /// <inheritdoc/>
    public override void TanhInputGradient(int inputs, int outputs, float* weights, float* gradient, float* target, float* activations) =>
        DenseKernel<TLanes, TVector>.Multiply<TanhGradientEpilogue>(inputs, outputs, weights, 1, inputs, null, gradient, target, activations);

    /// <inheritdoc/>
    public override void InputGradient(int inputs, int outputs, float* weights, float* gradient, float* target) =>
        DenseKernel<TLanes, TVector>.Multiply<NoEpilogue>(inputs, outputs, weights, 1, inputs, null, gradient, target, null);

    /// <inheritdoc/>
    public override void WeightGradient(int outputs, int inputs, int panels, float* gradient, float* input, float* weight, float* bias) =>
        WeightGradientKernel<TLanes, TVector>.Accumulate(outputs, inputs, panels, gradient, input, weight, bias);

    /// <inheritdoc/>
    public override void Adam(in AdamCoefficients coefficients, float* values, float* gradients, float* first, float* second, int count) =>
        AdamKernel<TLanes, TVector>.Step(coefficients, values, gradients, first, second, count);

    /// <inheritdoc/>
    public override void MoveAverage(float share, float* average, float* values, int count) =>
        AdamKernel<TLanes, TVector>.MoveAverage(share, average, values, count);
}
