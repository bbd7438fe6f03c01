using FastOde.Contracts.Trainers;

namespace FastOde.Silo.Views;

/// <summary>A GPU and how much of it trials have.</summary>
/// <param name="Host">Name of the process that offers it.</param>
/// <param name="Device">Its name there, such as <c>cuda:0</c>.</param>
/// <param name="Memory">Bytes of its memory.</param>
/// <param name="Held">Bytes of its memory that trials have.</param>
/// <param name="Trials">Trials that have some of it.</param>
/// <param name="GatheredFor">The trial for which its memory is gathered; null for none.</param>
internal sealed record GpuView(string Host, string Device, long Memory, long Held, int Trials, string? GatheredFor)
{
    /// <summary>Shows a GPU.</summary>
    /// <param name="gpu">The GPU.</param>
    public static GpuView Of(GpuStatus gpu) => new(gpu.Host, gpu.Gpu.Device, gpu.Gpu.Memory, gpu.Held, gpu.Trials, gpu.GatheredFor);
}
