using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>Whose turn it is on a slot.</summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="TrialId">Its trial.</param>
/// <param name="Shares">What the trial then has of GPUs.</param>
internal sealed record SlotTurn(WaitingExperiment Experiment, string TrialId, IReadOnlyList<GpuShare> Shares);
