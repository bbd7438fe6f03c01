using System.Globalization;
using FastOde.Contracts.Trainers;
using FastOde.FlowMatching.Devices;

namespace FastOde.Grains.Devices;

/// <summary>The GPUs that the trials of this process can compute on, by the names that they have there.</summary>
internal sealed class OfferedGpus
{
    private readonly GpuOptions options;
    private volatile IReadOnlyList<GpuDescription>? found;

    /// <summary>Knows what the options say; the rest is read.</summary>
    public OfferedGpus(GpuOptions options)
    {
        this.options = options;
        found = options.Memory is { } memory
            ? [.. memory.Select((bytes, index) => Describe(index, Name(index), bytes))]
            : options.IsUsable ? null : [];
    }

    /// <summary>The GPUs; null where there may be some of which nothing is known.</summary>
    public IReadOnlyList<GpuDescription>? Found => found;

    /// <summary>Takes in what the machine's GPUs say.</summary>
    /// <param name="read">All of them, in the order of <c>nvidia-smi</c>.</param>
    public void Note(IReadOnlyList<DeviceUse> read)
    {
        if (!options.IsUsable || options.Memory is not null || (read.Count > 1 && !options.IsNumberedByBus) || VisibleGpus.Of(read, options.Visible) is not { } visible)
            return;
        found = visible.All(gpu => gpu is { MemoryTotal: not null, Uuid: not null }) && visible.Count > 0
            ? [.. visible.Select((gpu, index) => Describe(index, gpu.Uuid!, gpu.MemoryTotal!.Value))]
            : null;
    }

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"{DeviceName.Cuda}:{index}");

    private static GpuDescription Describe(int index, string identifier, long memory) =>
        new() { Device = Name(index), Key = $"{Environment.MachineName}/{identifier}", Memory = memory };
}
