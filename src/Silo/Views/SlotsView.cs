namespace FastOde.Silo.Views;

/// <summary>The slots of a process or a cluster.</summary>
/// <param name="Slots">All slots by id.</param>
/// <param name="WaitingTrials">Trials that wait for one.</param>
/// <param name="Devices">The devices of the machines that have slots.</param>
/// <param name="Gpus">The GPUs that trials can compute on, and how much of them is taken.</param>
internal sealed record SlotsView(IReadOnlyList<SlotView> Slots, int WaitingTrials, IReadOnlyList<DeviceView> Devices, IReadOnlyList<GpuView> Gpus);
