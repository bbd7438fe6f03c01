using FastOde.Contracts.Trainers;

namespace FastOde.Silo.Views;

/// <summary>A slot and what runs on it.</summary>
/// <param name="SlotId">Its id.</param>
/// <param name="Host">Name of its machine.</param>
/// <param name="Device">Its device, such as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Threads">CPU threads of its trainer.</param>
/// <param name="TrialId">The trial that holds it; null where it is free.</param>
/// <param name="Fault">Why no trial is started on it; null where trials are.</param>
/// <param name="Cores">The processor cores on which it runs; none for any.</param>
/// <param name="Gpus">What its trial has of GPUs.</param>
internal sealed record SlotView(string SlotId, string Host, string Device, int Threads, string? TrialId, string? Fault, IReadOnlyList<int> Cores, IReadOnlyList<GpuShareView> Gpus)
{
    /// <summary>Shows a slot.</summary>
    /// <param name="slot">The slot.</param>
    public static SlotView Of(SlotStatus slot) =>
        new(slot.Slot.SlotId, slot.Slot.Host, slot.Slot.Device, slot.Slot.Threads, slot.TrialId, slot.Fault, slot.Slot.Cores, [.. slot.Shares.Select(share => new GpuShareView(share.Device, share.Memory))]);
}
