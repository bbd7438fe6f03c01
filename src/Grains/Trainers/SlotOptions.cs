using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Trainers;

/// <summary>The slots that a silo offers.</summary>
public sealed record SlotOptions
{
    /// <summary>Number of slots, at least 0; null for as many as the physical cores allow at <see cref="Threads"/> each, at least one.</summary>
    public int? Count { get; init; }

    /// <summary>CPU threads of each slot, at least 1; null for one.</summary>
    public int? Threads { get; init; }

    /// <summary>Name of the silo in slot ids; unique in a cluster.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The slots that these options describe.</summary>
    /// <param name="physicalCores">Cores of the machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public IReadOnlyList<SlotDescription> Describe(int physicalCores)
    {
        var threads = Threads ?? 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(Threads));
        var count = Count ?? Math.Max(1, physicalCores / threads);
        ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(Count));
        return [.. Enumerable.Range(1, count).Select(number => new SlotDescription
        {
            SlotId = $"{Host}/cpu-{number}",
            Host = Host,
            Device = "cpu",
            Threads = threads,
        })];
    }
}
