using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Trainers;

/// <summary>The slots that a silo offers.</summary>
public sealed record SlotOptions
{
    /// <summary>Number of slots, at least 0; null for as many as the physical cores allow at <see cref="Threads"/> each, at least one.</summary>
    public int? Count { get; init; }

    /// <summary>CPU threads of each slot, at least 1; null for one, or for as many as the smallest of <see cref="Cores"/> has.</summary>
    public int? Threads { get; init; }

    /// <summary>The cores of each slot, as <see cref="CoreGroups"/> reads them; null where slots run on any.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Cores { get; init; }

    /// <summary>CPU threads that each slot has: the same everywhere, because weights depend on their number and must not depend on the slot.</summary>
    public int ThreadsEach => Threads ?? Cores?.Min(group => group.Count) ?? 1;

    /// <summary>Name of the silo in slot ids; unique in a cluster.</summary>
    public string Host { get; init; } = Environment.MachineName;

    /// <summary>The slots that these options describe.</summary>
    /// <param name="physicalCores">Cores of the machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    /// <exception cref="ArgumentException">There are not as many groups of cores as slots, or not as many cores as threads.</exception>
    public IReadOnlyList<SlotDescription> Describe(int physicalCores)
    {
        var (threads, smallest) = (ThreadsEach, Cores?.Min(group => group.Count));
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1, nameof(Threads));
        var count = Count ?? Cores?.Count ?? Math.Max(1, physicalCores / threads);
        ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(Count));
        if (Cores is { } groups && groups.Count != count)
            throw new ArgumentException($"--cores names {groups.Count} groups, one a slot, and --slots {count} asks for another number; leave --slots out");
        if (threads > smallest)
            throw new ArgumentException($"--threads {threads} is more than the {smallest} {(smallest == 1 ? "core" : "cores")} of the smallest group of --cores; leave --threads out, or name larger groups");
        return [.. Enumerable.Range(1, count).Select(number => new SlotDescription
        {
            SlotId = $"{Host}/cpu-{number}",
            Host = Host,
            Device = "cpu",
            Threads = threads,
            Cores = Cores?[number - 1] ?? [],
        })];
    }
}
