using System.Runtime.Intrinsics;
using FastOde.FlowMatching.Optimizers;

namespace FastOde.Kernels.Vectors;

/// <summary>Every kernel compiled for one vector width.</summary>
internal abstract unsafe class KernelSet
{
    /// <summary>The sets for 512, 256 and 128 bits; those the processor lacks are emulated by the runtime, slowly.</summary>
    public static IReadOnlyList<KernelSet> All { get; } =
    [
        new WidthKernelSet<Lanes512, Vector512<float>>(),
        new WidthKernelSet<Lanes256, Vector256<float>>(),
        new WidthKernelSet<Lanes128, Vector128<float>>(),
    ];

    /// <summary>The widest set that this processor has.</summary>
    public static KernelSet Best { get; } = All[Vector512.IsHardwareAccelerated ? 0 : Vector256.IsHardwareAccelerated ? 1 : 2];

    /// <summary>Floats a vector of this set holds.</summary>
    public abstract int Lanes { get; }

    /// <summary>One panel through a dense layer without activation.</summary>
    /// <inheritdoc cref="DenseKernel{TLanes, TVector}.Multiply{TEpilogue}"/>
    public abstract void Linear(int rows, int depth, float* weights, float* bias, float* input, float* output);

    /// <summary>One panel through a dense layer and tanh.</summary>
    public abstract void Tanh(int rows, int depth, float* weights, float* bias, float* input, float* output);

    /// <summary>
    /// The gradient of one panel with respect to a layer's input, that input being <paramref name="activations"/> of tanh:
    /// carried on to before that tanh.
    /// </summary>
    public abstract void TanhInputGradient(int inputs, int outputs, float* weights, float* gradient, float* target, float* activations);

    /// <summary>The gradient of one panel with respect to a layer's input.</summary>
    public abstract void InputGradient(int inputs, int outputs, float* weights, float* gradient, float* target);

    /// <inheritdoc cref="WeightGradientKernel{TLanes, TVector}.Accumulate"/>
    public abstract void WeightGradient(int outputs, int inputs, int panels, float* gradient, float* input, float* weight, float* bias);

    /// <inheritdoc cref="AdamKernel{TLanes, TVector}.Step"/>
    public abstract void Adam(in AdamCoefficients coefficients, float* values, float* gradients, float* first, float* second, int count);

    /// <summary>average ← average + share·(values - average).</summary>
    public abstract void MoveAverage(float share, float* average, float* values, int count);
}
