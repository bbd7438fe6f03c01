using FastOde.FlowMatching.Networks.Kernels;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>The part of an arena that belongs to one network.</summary>
public sealed class ParameterBlock
{
    private readonly ParameterArena arena;
    private readonly int offset;

    internal ParameterBlock(ParameterArena arena, string name, IReadOnlyList<ParameterShape> shapes, int offset)
    {
        this.arena = arena;
        this.offset = offset;
        Name = name;
        Shapes = shapes;
        Count = checked((int)shapes.Sum(shape => shape.Count));
    }

    /// <summary>The network's name in the arena, such as <c>velocity</c>.</summary>
    public string Name { get; }

    /// <summary>The network's parameters in the order in which they lie.</summary>
    public IReadOnlyList<ParameterShape> Shapes { get; }

    /// <summary>Number of parameters.</summary>
    public int Count { get; }

    internal unsafe float* Values => TensorMemory.Pointer(arena.Values) + offset;

    internal unsafe float* Gradients => TensorMemory.Pointer(arena.Gradients) + offset;

    internal unsafe float* Average => TensorMemory.Pointer(arena.Average ?? arena.Values) + offset;

    /// <summary>
    /// Draws initial values as PyTorch's <c>Linear</c> does (Kaiming uniform with a = √5): uniform within ±1/√(fan in),
    /// weights and biases alike, in the order of <see cref="Shapes"/>.
    /// </summary>
    /// <param name="generator">The trial's own generator.</param>
    public void Initialize(torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        long start = offset;
        foreach (var shape in Shapes)
        {
            var bound = 1 / Math.Sqrt(shape.FanIn);
            arena.Values.narrow(0, start, shape.Count).uniform_(-bound, bound, generator);
            start += shape.Count;
        }
    }
}
