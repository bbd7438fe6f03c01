namespace FastOde.Grains.Scheduling;

/// <summary>A trial that is to give its slot back after a checkpoint.</summary>
/// <param name="SlotId">The slot.</param>
/// <param name="TrialId">The trial.</param>
/// <param name="Reason">Why, for people.</param>
internal sealed record SlotYield(string SlotId, string TrialId, string Reason);
