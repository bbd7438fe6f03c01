using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>Says how the GPUs of this machine are used.</summary>
public interface IGpuReader
{
    /// <summary>The GPUs as they are now; none where the machine has none or nobody to ask.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="GpuReadingException">There is somebody to ask, and no usable answer.</exception>
    Task<IReadOnlyList<DeviceUse>> Read(CancellationToken cancellationToken);
}
