using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>A slot that a trial is to be offered.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="TrialId">The trial.</param>
internal sealed record SlotOffer(string SlotId, string TrialId)
{
    /// <summary>What the trial has of GPUs there.</summary>
    public IReadOnlyList<GpuShare> Shares { get; init; } = [];
}
