using FastOde.Contracts.Trainers;

namespace FastOde.Silo.Views;

/// <summary>How a device is used.</summary>
/// <param name="Machine">Name of its machine.</param>
/// <param name="Device">The device, such as <c>cpu</c> or <c>gpu-0</c>.</param>
/// <param name="Model">What it is.</param>
/// <param name="Utilization">Part of the last seconds in which it was busy, 0 to 1; null where it is not known.</param>
/// <param name="MemoryUsed">Bytes of its memory in use; null where that is not known.</param>
/// <param name="MemoryTotal">Bytes of its memory; null where that is not known.</param>
internal sealed record DeviceView(string Machine, string Device, string Model, double? Utilization, long? MemoryUsed, long? MemoryTotal)
{
    /// <summary>Shows the newest reading of a device.</summary>
    /// <param name="status">The device.</param>
    public static DeviceView Of(DeviceStatus status)
    {
        var use = status.Use;
        return new(use.Machine, use.Device, use.Model, use.Utilization, use.MemoryUsed, use.MemoryTotal);
    }
}
