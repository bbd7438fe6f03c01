using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>How much memory of GPUs trials have at a moment, and where another one finds what it needs.</summary>
internal sealed class GpuBook
{
    private readonly Dictionary<string, long> held = new(StringComparer.Ordinal);

    /// <summary>Bytes of a GPU that nobody has; below 0 where it has shrunk.</summary>
    public long Free(GpuDescription gpu) => gpu.Memory - held.GetValueOrDefault(gpu.Key);

    /// <summary>A trial takes shares.</summary>
    public void Take(IReadOnlyList<GpuShare> shares) => Add(shares, 1);

    /// <summary>A trial gives shares back.</summary>
    public void Give(IReadOnlyList<GpuShare> shares) => Add(shares, -1);

    /// <summary>
    /// The shares with which a trial can begin: of the GPUs that have room that with the least, so that others stay whole.
    /// </summary>
    /// <param name="need">What the trial needs.</param>
    /// <param name="gpus">The GPUs of its slot; null where they are not known.</param>
    /// <param name="isOpen">Whether the trial may take a GPU.</param>
    /// <returns>The shares, none where it needs none; null where they are not to be had.</returns>
    public IReadOnlyList<GpuShare>? Fit(GpuNeed? need, IReadOnlyList<GpuDescription>? gpus, Predicate<GpuDescription> isOpen)
    {
        if (GpuChoices.NeedsNone(need, gpus))
            return [];
        return GpuChoices.Of(need!, gpus!)
            .Where(choice => choice.All(gpu => isOpen(gpu) && GpuChoices.Amount(need!, gpu) <= Free(gpu)))
            .MinBy(choice => choice.Sum(Free))
            ?.Select(gpu => new GpuShare(gpu.Device, gpu.Key, GpuChoices.Amount(need!, gpu))).ToArray();
    }

    private void Add(IReadOnlyList<GpuShare> shares, int sign)
    {
        foreach (var share in shares)
            held[share.Key] = held.GetValueOrDefault(share.Key) + (sign * share.Memory);
    }
}
