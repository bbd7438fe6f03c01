using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>A tensor of a weights file, whatever its format; its elements stay in the file until they are read.</summary>
/// <param name="Name">Its full name in the file.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="IsFloating">Whether its elements are floating-point numbers.</param>
/// <param name="Read">Reads the elements: a contiguous tensor on the CPU that the caller owns.</param>
internal sealed record SourceTensor(string Name, IReadOnlyList<long> Shape, bool IsFloating, Func<torch.Tensor> Read);
