using FastOde.Contracts.Trainers;
using FastOde.Grains.Devices;

namespace FastOde.Grains.Tests.Devices;

/// <summary>GPUs that are as a test says.</summary>
internal sealed class ScriptedGpus : IGpuReader
{
    private volatile int asked;

    public IReadOnlyList<DeviceUse> Gpus { get; set; } = [];

    public string? Problem { get; set; }

    public int Asked => asked;

    public static DeviceUse Gpu(int number = 0, double? utilization = null) => new()
    {
        Machine = Environment.MachineName,
        Device = $"gpu-{number}",
        Model = "Test GPU",
        Uuid = $"GPU-{number}",
        Utilization = utilization,
        MemoryUsed = 1024,
        MemoryTotal = 4096,
    };

    public Task<IReadOnlyList<DeviceUse>> Read(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref asked);
        return Problem is { } problem ? Task.FromException<IReadOnlyList<DeviceUse>>(new GpuReadingException(problem)) : Task.FromResult(Gpus);
    }
}
