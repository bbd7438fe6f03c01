namespace FastOde.Grains.Devices;

/// <summary>What a process knows of the GPUs that its trials can compute on.</summary>
public sealed record GpuOptions
{
    /// <summary>Whether the libtorch at hand can use GPUs at all.</summary>
    public bool IsUsable { get; init; }

    /// <summary>Bytes of each GPU's memory, <c>cuda:0</c> first, where somebody says so; null to ask <c>nvidia-smi</c>.</summary>
    public IReadOnlyList<long>? Memory { get; init; }

    /// <summary>The GPUs that CUDA shows to the process, as in <c>CUDA_VISIBLE_DEVICES</c>; null for all.</summary>
    public string? Visible { get; init; }

    /// <summary>Whether CUDA numbers GPUs as <c>nvidia-smi</c> does.</summary>
    public bool IsNumberedByBus { get; init; } = true;
}
