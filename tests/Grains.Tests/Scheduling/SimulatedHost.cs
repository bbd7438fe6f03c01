using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>A machine of the simulation.</summary>
/// <param name="name">Its name.</param>
/// <param name="slots">How many slots it has.</param>
/// <param name="since">When it came up.</param>
/// <param name="gpus">How many GPUs it has.</param>
internal sealed class SimulatedHost(string name, int slots, DateTimeOffset since, int gpus = 0)
{
    /// <summary>Memory of each GPU.</summary>
    public const long GpuMemory = 80L << 30;

    public string Name => name;

    public DateTimeOffset Since => since;

    public IReadOnlyList<SlotDescription> Slots { get; } = [.. Enumerable.Range(1, slots).Select(number => new SlotDescription
    {
        SlotId = FormattableString.Invariant($"{name}/cpu-{number}"),
        Host = name,
        Device = "cpu",
        Threads = 1,
    })];

    public IReadOnlyList<GpuDescription> Gpus { get; } = [.. Enumerable.Range(0, gpus).Select(number => new GpuDescription
    {
        Device = FormattableString.Invariant($"cuda:{number}"),
        Key = FormattableString.Invariant($"{name}/{number}"),
        Memory = GpuMemory,
    })];

    /// <summary>What runs, by slot.</summary>
    public Dictionary<string, SimulatedTrial> Running { get; } = [];

    /// <summary>What it says of its slots.</summary>
    public IReadOnlyList<SlotReport> Report() =>
        [.. Slots.Select(slot => Running.GetValueOrDefault(slot.SlotId) is { } trial
            ? new SlotReport { Slot = slot, Gpus = Gpus, TrialId = trial.Id, Shares = trial.Shares }
            : new SlotReport { Slot = slot, Gpus = Gpus })];
}
