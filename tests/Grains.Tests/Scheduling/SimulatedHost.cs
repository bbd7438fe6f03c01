using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>A machine of the simulation.</summary>
/// <param name="name">Its name.</param>
/// <param name="slots">How many slots it has.</param>
/// <param name="since">When it came up.</param>
internal sealed class SimulatedHost(string name, int slots, DateTimeOffset since)
{
    public string Name => name;

    public DateTimeOffset Since => since;

    public IReadOnlyList<SlotDescription> Slots { get; } = [.. Enumerable.Range(1, slots).Select(number => new SlotDescription
    {
        SlotId = FormattableString.Invariant($"{name}/cpu-{number}"),
        Host = name,
        Device = "cpu",
        Threads = 1,
    })];

    /// <summary>What runs, by slot.</summary>
    public Dictionary<string, SimulatedTrial> Running { get; } = [];

    /// <summary>What it says of its slots.</summary>
    public IReadOnlyList<SlotReport> Report() =>
        [.. Slots.Select(slot => new SlotReport { Slot = slot, TrialId = Running.GetValueOrDefault(slot.SlotId)?.Id })];
}
