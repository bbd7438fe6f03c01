namespace FastOde.FlowMatching.Devices;

/// <summary>
/// Something that training computes, known by its definition in tensor operations. Kernels may compute the same by hand;
/// <see cref="ComputeDevice.Create{T}(Computation{T})"/> decides.
/// </summary>
/// <typeparam name="T">What does the computing.</typeparam>
public abstract record Computation<T>
    where T : class
{
    /// <summary>The definition: in tensor operations, on any device.</summary>
    /// <param name="device">Where its tensors will lie.</param>
    public abstract T InTensors(ComputeDevice device);
}
