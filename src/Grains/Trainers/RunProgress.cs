namespace FastOde.Grains.Trainers;

/// <summary>How an attempt that runs stands at a moment.</summary>
/// <param name="SlotId">Its slot.</param>
/// <param name="IterationsPerSecond">Its rate.</param>
/// <param name="Waiting">Reports that wait to be stored.</param>
internal readonly record struct RunProgress(string SlotId, double IterationsPerSecond, int Waiting);
