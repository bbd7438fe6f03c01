namespace FastOde.Grains.Scheduling;

/// <summary>A slot that a trial is to be offered.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="TrialId">The trial.</param>
internal sealed record SlotOffer(string SlotId, string TrialId);
