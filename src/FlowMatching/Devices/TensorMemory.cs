using System.Runtime.InteropServices;
using TorchSharp;

namespace FastOde.FlowMatching.Devices;

/// <summary>Direct access to the memory of float32 tensors on the CPU; it does not move while the tensor lives.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>The first element.</summary>
    /// <exception cref="ArgumentException">The tensor is not contiguous float32 on the CPU.</exception>
    public static float* Pointer(torch.Tensor tensor)
    {
        if (tensor.dtype != torch.float32 || tensor.device_type != DeviceType.CPU || !tensor.is_contiguous())
            throw new ArgumentException($"Expected a contiguous float32 tensor on the CPU, not {tensor.dtype} on {tensor.device}.", nameof(tensor));
        return (float*)System.Runtime.CompilerServices.Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
    }

    /// <summary>All elements as a span.</summary>
    public static Span<float> Span(torch.Tensor tensor) => new(Pointer(tensor), checked((int)tensor.NumberOfElements));
}
