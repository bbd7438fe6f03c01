using System.Runtime.InteropServices;
using FastOde.FlowMatching.Devices;
using TorchSharp;

namespace FastOde.FlowMatching.Couplings;

/// <summary>Picks rows of a table.</summary>
internal static class Rows
{
    /// <summary>Copies rows in a given order.</summary>
    /// <param name="source">Shape [count, dimension], float32.</param>
    /// <param name="picked">Row numbers.</param>
    /// <param name="target">Receives the rows, shape [picked, dimension].</param>
    public static void Gather(torch.Tensor source, ReadOnlySpan<int> picked, torch.Tensor target)
    {
        if (source.device_type == DeviceType.CPU)
        {
            Copy(TensorMemory.Span(source), picked, TensorMemory.Span(target), (int)source.shape[1]);
            return;
        }

        using var scope = torch.NewDisposeScope();
        var rows = torch.tensor(picked.ToArray(), dtype: torch.int32, device: source.device);
        target.copy_(source.index_select(0, rows));
    }

    private static void Copy(ReadOnlySpan<float> source, ReadOnlySpan<int> picked, Span<float> target, int dimension)
    {
        // Points in the plane are one move each instead of a call.
        if (dimension == 2)
        {
            var pairs = MemoryMarshal.Cast<float, ulong>(source);
            var places = MemoryMarshal.Cast<float, ulong>(target);
            for (var i = 0; i < picked.Length; i++)
                places[i] = pairs[picked[i]];
            return;
        }

        for (var i = 0; i < picked.Length; i++)
            source.Slice(picked[i] * dimension, dimension).CopyTo(target[(i * dimension)..]);
    }
}
