namespace FastOde.Silo.Views;

/// <summary>What a trial has of a GPU.</summary>
/// <param name="Device">The GPU's name in the process of the slot, such as <c>cuda:0</c>.</param>
/// <param name="Memory">Bytes of its memory; all of it where the trial has the GPU whole.</param>
internal sealed record GpuShareView(string Device, long Memory);
