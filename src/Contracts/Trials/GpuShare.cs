namespace FastOde.Contracts.Trials;

/// <summary>What a trial has of a GPU.</summary>
/// <param name="Device">The GPU's name in the process of the slot, such as <c>cuda:0</c>.</param>
/// <param name="Key">The GPU: unique in the cluster, and the same for all processes of its machine.</param>
/// <param name="Memory">Bytes of its memory; all of it where the trial has the GPU whole.</param>
[GenerateSerializer, Immutable, Alias("FastOde.Trials.GpuShare")]
public readonly record struct GpuShare(string Device, string Key, long Memory);
