using FastOde.FlowMatching.Devices;
using FastOde.FlowMatching.Networks;
using FastOde.FlowMatching.Optimizers;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Optimizers;

/// <summary>The optimizer's arithmetic by kernels, on the processor's memory.</summary>
/// <param name="kernels">What computes.</param>
internal sealed unsafe class KernelUpdate(KernelSet kernels) : IArenaUpdate
{
    /// <inheritdoc/>
    public double SquaredNorm(ParameterArena arena)
    {
        var square = 0.0;
        foreach (var gradient in TensorMemory.Span(arena.Gradients))
            square += (double)gradient * gradient;
        return square;
    }

    /// <inheritdoc/>
    public void Adam(in AdamCoefficients coefficients, ParameterArena arena) => kernels.Adam(
        coefficients, TensorMemory.Pointer(arena.Values), TensorMemory.Pointer(arena.Gradients), TensorMemory.Pointer(arena.FirstMoment),
        TensorMemory.Pointer(arena.SecondMoment), arena.Count);

    /// <inheritdoc/>
    public void MoveAverage(float share, ParameterArena arena) =>
        kernels.MoveAverage(share, TensorMemory.Pointer(arena.Average!), TensorMemory.Pointer(arena.Values), arena.Count);
}
