using FastOde.Contracts.Trials;

namespace FastOde.Grains.Scheduling;

/// <summary>A trial in line.</summary>
/// <param name="Id">The trial.</param>
/// <param name="Need">What it needs of GPUs; null where it computes on the processor.</param>
internal sealed record WaitingTrial(string Id, GpuNeed? Need);
