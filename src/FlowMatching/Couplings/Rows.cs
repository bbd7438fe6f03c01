using FastOde.FlowMatching.Networks.Kernels;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Picks rows of a table.</summary>
internal static class Rows
{
    /// <summary>Copies rows in a given order.</summary>
    /// <param name="source">Shape [count, dimension], float32 on the CPU.</param>
    /// <param name="picked">Row numbers.</param>
    /// <param name="target">Receives the rows, shape [picked, dimension].</param>
    public static void Gather(torch.Tensor source, ReadOnlySpan<int> picked, torch.Tensor target)
    {
        var dimension = (int)source.shape[1];
        Span<float> from = TensorMemory.Span(source), to = TensorMemory.Span(target);
        for (var row = 0; row < picked.Length; row++)
            from.Slice(picked[row] * dimension, dimension).CopyTo(to[(row * dimension)..]);
    }
}
