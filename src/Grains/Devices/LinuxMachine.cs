using System.Globalization;
using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Devices;

/// <summary>
/// Reads <c>/proc/stat</c> and <c>/proc/meminfo</c>: all processes together, because trainers may be processes of their own.
/// </summary>
/// <param name="folder">Where the system keeps them, <c>/proc</c>.</param>
public sealed class LinuxMachine(string folder) : IMachineReader
{
    // The fifth and sixth number: waiting for a disk is no work of the processor.
    private const int Idle = 3;
    private const int IdleForDisk = 4;

    // What follows is time of guests, which the first two have already.
    private const int Counters = 8;
    private const long Kibibyte = 1024;

    private (long Busy, long All)? before;

    /// <inheritdoc/>
    public DeviceUse? Read()
    {
        var (stat, memory) = (Path.Combine(folder, "stat"), Path.Combine(folder, "meminfo"));
        if (!File.Exists(stat) || !File.Exists(memory))
            return null;
        var fields = File.ReadLines(memory)
            .Select(line => line.Split(':', StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        var total = Bytes(fields.GetValueOrDefault("MemTotal"));
        return new()
        {
            Machine = Environment.MachineName,
            Device = "cpu",
            Model = string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} {(Environment.ProcessorCount == 1 ? "core" : "cores")}"),
            Utilization = Utilization(File.ReadLines(stat).First()),
            MemoryUsed = total - Bytes(fields.GetValueOrDefault("MemAvailable")),
            MemoryTotal = total,
        };
    }

    /// <summary>Busy part of the time since the last look; null at the first, and where no tick has passed.</summary>
    private double? Utilization(string line)
    {
        List<long> ticks = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(Counters).Select(text => long.Parse(text, CultureInfo.InvariantCulture))];
        var all = ticks.Sum();
        var now = (Busy: all - ticks[Idle] - ticks[IdleForDisk], All: all);
        var last = before;
        before = now;
        return last is { } then && now.All > then.All
            ? Math.Clamp((double)(now.Busy - then.Busy) / (now.All - then.All), 0, 1)
            : null;
    }

    private static long? Bytes(string? field) =>
        field is not null && long.TryParse(field.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * Kibibyte : null;
}
