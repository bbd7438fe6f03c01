using FastOde.Contracts.Trainers;
using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>A trial that may be asked for its slot.</summary>
/// <param name="slot">The slot.</param>
/// <param name="line">Knows what its experiment says.</param>
internal sealed class SlotHolder(SlotEntry slot, WaitingLine line)
{
    /// <summary>The slot.</summary>
    public SlotEntry Slot { get; } = slot;

    /// <summary>The trial's experiment.</summary>
    public long ExperimentId { get; } = TrialId.ExperimentOf(slot.TrialId)!.Value;

    /// <summary>What its experiment says.</summary>
    public SlotTerms Terms => line.TermsOf(ExperimentId);

    /// <summary>Bytes that it has of a GPU.</summary>
    public long Of(GpuDescription gpu) => Slot.Shares.Where(share => share.Key == gpu.Key).Sum(share => share.Memory);
}
