using TorchSharp;

namespace FastOde.FlowMatching.Checkpoints.Weights;

/// <summary>A tensor of a weights file, whatever its format; its elements stay in the file until they are read.</summary>
/// <param name="Name">Its full name in the file.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The type of its elements, as the file spells it.</param>
/// <param name="IsFloating">Whether its elements are floating-point numbers that can be read: of 16, 32 or 64 bits.</param>
/// <param name="Read">Reads the elements: a contiguous tensor on the CPU that the caller owns.</param>
internal sealed record SourceTensor(string Name, IReadOnlyList<long> Shape, string Type, bool IsFloating, Func<torch.Tensor> Read)
{
    /// <summary>Why it is not the tensor of a network; null where it may be.</summary>
    public string? Mismatch(StateEntry entry)
    {
        if (!Shape.SequenceEqual(entry.Sizes))
            return $"'{Name}' has shape [{string.Join(", ", Shape)}], expected [{string.Join(", ", entry.Sizes)}]";
        return IsFloating ? null : $"'{Name}' is of type {Type}, expected floating-point numbers of 16, 32 or 64 bits";
    }
}
