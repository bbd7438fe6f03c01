namespace FastOde.Silo.Views;

/// <summary>How the trials of an experiment stand.</summary>
/// <param name="All">All trials, those that are not stored yet among them.</param>
/// <param name="Queued">Trials that wait, or are not stored yet.</param>
/// <param name="Running">Trials that run.</param>
/// <param name="Completed">Trials that completed.</param>
/// <param name="Failed">Trials that failed or diverged.</param>
/// <param name="Pruned">Trials that were stopped early, because others promise more.</param>
/// <param name="Cancelled">Trials that were cancelled.</param>
internal sealed record TrialCounts(int All, int Queued, int Running, int Completed, int Failed, int Pruned, int Cancelled);
