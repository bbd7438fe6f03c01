using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Scheduling;

/// <summary>How devices were used in the last minutes. Several processes of one machine tell the same of its devices.</summary>
/// <param name="times">How often devices are read; those silent for three times as long are forgotten.</param>
internal sealed class DeviceLog(SchedulingTimes times)
{
    /// <summary>Most readings of a device that are kept: ten minutes where one is made every ten seconds.</summary>
    public const int Length = 60;

    // Timers are late by a little; a second process of the machine comes somewhere in between.
    private const double Spacing = 0.75;
    private const int Silence = 3;

    private readonly SortedDictionary<(string Machine, string Device), (DeviceUse Use, DateTimeOffset At, Queue<DeviceReading> History)> devices = [];

    /// <summary>Takes in how devices are used.</summary>
    /// <param name="uses">The devices of one machine.</param>
    /// <param name="now">When.</param>
    public void Hear(IReadOnlyList<DeviceUse> uses, DateTimeOffset now)
    {
        foreach (var use in uses)
        {
            var key = (use.Machine, use.Device);
            var history = devices.TryGetValue(key, out var known) ? known.History : [];
            devices[key] = (use, now, history);
            if (history.Count > 0 && now - history.Last().At < times.Devices * Spacing)
                continue;
            history.Enqueue(new(now, use.Utilization, Share(use)));
            if (history.Count > Length)
                history.Dequeue();
        }
    }

    /// <summary>The devices of which something was heard lately.</summary>
    /// <param name="now">When that is asked.</param>
    public IReadOnlyList<DeviceStatus> Status(DateTimeOffset now)
    {
        var silent = devices.Where(device => now - device.Value.At > times.Devices * Silence).Select(device => device.Key).ToList();
        foreach (var key in silent)
            devices.Remove(key);
        return [.. devices.Values.Select(device => new DeviceStatus { Use = device.Use, History = [.. device.History] })];
    }

    private static double? Share(DeviceUse use) => use.MemoryTotal > 0 ? (double?)use.MemoryUsed / use.MemoryTotal : null;
}
