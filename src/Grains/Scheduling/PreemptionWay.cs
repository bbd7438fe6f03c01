using FastOde.Contracts.Trainers;

namespace FastOde.Grains.Scheduling;

/// <summary>How a trial comes to a slot, and to what it needs of GPUs.</summary>
/// <param name="Host">The host of the slot; null for any.</param>
/// <param name="Gpus">The GPUs; none where it needs none.</param>
/// <param name="Losers">Who is to give way; none where what is being given back will do.</param>
internal sealed record PreemptionWay(string? Host, IReadOnlyList<GpuDescription> Gpus, IReadOnlyList<SlotHolder> Losers);
