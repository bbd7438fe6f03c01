using System.Globalization;
using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;
using FastOde.FlowMatching.Devices;

namespace FastOde.Grains.Scheduling;

/// <summary>Which GPUs of a process would serve a trial, whatever others have of them.</summary>
internal static class GpuChoices
{
    private const double Gibibyte = 1L << 30;

    /// <summary>Whether a trial begins without a share: it needs none, takes the processor where there is no GPU, or what it finds where GPUs are not known.</summary>
    /// <param name="need">What the trial needs.</param>
    /// <param name="gpus">The GPUs of its slot; null where they are not known.</param>
    public static bool NeedsNone(GpuNeed? need, IReadOnlyList<GpuDescription>? gpus) =>
        need is null || gpus is null || (gpus.Count == 0 && need.Device == DeviceName.Automatic);

    /// <summary>Bytes that a trial takes of a GPU.</summary>
    public static long Amount(GpuNeed need, GpuDescription gpu) => need.Memory ?? gpu.Memory;

    /// <summary>The GPUs that would serve, each choice as many as the trial needs, that have the memory.</summary>
    /// <param name="need">What the trial needs.</param>
    /// <param name="gpus">The GPUs.</param>
    public static IEnumerable<IReadOnlyList<GpuDescription>> Of(GpuNeed need, IReadOnlyList<GpuDescription> gpus)
    {
        var large = gpus.Where(gpu => Amount(need, gpu) <= gpu.Memory);
        if (need.Count == 1)
            return large.Where(gpu => need.Device is DeviceName.Automatic or DeviceName.Cuda || gpu.Device == need.Device).Select(gpu => new[] { gpu });
        GpuDescription[] first = [.. large.Where(gpu => DeviceName.Index(gpu.Device) < need.Count)];
        return first.Length == need.Count ? [first] : [];
    }

    /// <summary>Why no slot can ever take a trial; null where one can, or none is known.</summary>
    /// <param name="need">What the trial needs.</param>
    /// <param name="slots">All slots.</param>
    public static string? Problem(GpuNeed need, IReadOnlyCollection<SlotEntry> slots)
    {
        if (slots.Count == 0 || slots.Any(slot => NeedsNone(need, slot.Gpus) || Of(need, slot.Gpus!).Any()))
            return null;
        var what = need.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{DeviceName.Cuda}:0 to {DeviceName.Cuda}:{need.Count - 1}")
            : need.Device is DeviceName.Automatic or DeviceName.Cuda ? "a GPU" : need.Device;
        var named = need with { Memory = null };
        var largest = slots.SelectMany(slot => Of(named, slot.Gpus!).Select(choice => (slot.Slot.Host, Gpu: choice.MinBy(gpu => gpu.Memory)!))).OrderByDescending(found => found.Gpu.Memory).FirstOrDefault();
        return largest.Gpu is { } gpu
            ? string.Create(CultureInfo.InvariantCulture, $"trial.memory asks for {need.Memory / Gibibyte:0.##} GiB of {what}, and the largest here, {gpu.Device} of {largest.Host}, has {gpu.Memory / Gibibyte:0.##} GiB; it waits for a machine with more, or clone the experiment with a smaller trial.memory")
            : $"trial.device asks for {what}, which no machine here has; it waits for one, or clone the experiment with device: auto";
    }
}
