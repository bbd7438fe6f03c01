namespace FastOde.FlowMatching.Devices;

/// <summary>
/// Hand-written forms of computations on the processor's memory. Each gives what the definition of its
/// <see cref="Computation{T}"/> gives, up to rounding.
/// </summary>
public interface IKernels
{
    /// <summary>The kernel form of a computation.</summary>
    /// <typeparam name="T">What does the computing.</typeparam>
    /// <param name="computation">What shall be computed.</param>
    /// <returns>A form that the caller owns; null where these kernels do not support the computation.</returns>
    T? Create<T>(Computation<T> computation)
        where T : class;
}
