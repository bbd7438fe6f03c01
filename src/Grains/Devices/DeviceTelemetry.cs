using System.Diagnostics.Metrics;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Telemetry;

namespace FastOde.Grains.Devices;

/// <summary>
/// How the GPUs of this machine are used, under the names of OpenTelemetry's conventions for hardware. The numbers are those
/// of the last reading: whoever collects them starts no program. Without a GPU there are none.
/// </summary>
internal sealed class DeviceTelemetry
{
    private volatile IReadOnlyList<DeviceUse> gpus = [];

    /// <summary>Offers the numbers.</summary>
    /// <param name="meters">Makes the meter.</param>
    public DeviceTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(AttemptTelemetry.Name);
        meter.CreateObservableGauge("hw.gpu.utilization", () => Each(gpu => gpu.Utilization), "1", "Part of the time in which a GPU was busy.");
        meter.CreateObservableUpDownCounter("hw.gpu.memory.usage", () => Each(gpu => gpu.MemoryUsed), "By", "Memory of a GPU in use.");
        meter.CreateObservableUpDownCounter("hw.gpu.memory.limit", () => Each(gpu => gpu.MemoryTotal), "By", "Memory of a GPU.");
    }

    /// <summary>Offers a reading in place of the one before.</summary>
    /// <param name="read">All GPUs of the machine.</param>
    public void Show(IReadOnlyList<DeviceUse> read) => gpus = read;

    private IEnumerable<Measurement<T>> Each<T>(Func<DeviceUse, T?> value)
        where T : struct =>
        from gpu in gpus
        let measured = value(gpu)
        where measured is not null
        select new Measurement<T>(
            measured.Value,
            new("hw.id", gpu.Uuid),
            new("hw.name", gpu.Device),
            new("hw.model", gpu.Model),
            new("hw.vendor", "NVIDIA"));
}
