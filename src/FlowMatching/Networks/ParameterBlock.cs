using FastOde.FlowMatching.Devices;
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

    /// <summary>Where the parameters lie.</summary>
    public ComputeDevice Device => arena.Device;

    internal unsafe float* Values => TensorMemory.Pointer(arena.Values) + offset;

    internal unsafe float* Gradients => TensorMemory.Pointer(arena.Gradients) + offset;

    internal unsafe float* Average => TensorMemory.Pointer(arena.Average ?? arena.Values) + offset;

    /// <summary>
    /// Draws initial values, uniform within each shape's centre ± bound, in the order of <see cref="Shapes"/>; the bound
    /// of PyTorch's <c>Linear</c> (Kaiming uniform with a = √5), 1/√(fan in), unless a shape has its own.
    /// </summary>
    /// <param name="generator">The trial's own generator, on the processor, so that a seed means the same weights on any device.</param>
    public void Initialize(torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        long start = offset;
        foreach (var shape in Shapes)
        {
            var values = arena.Values.narrow(0, start, shape.Count);
            if (shape.Bound == 0)
                values.fill_(shape.Centre);
            else
                values.copy_(torch.empty(shape.Count).uniform_(shape.Centre - shape.Bound, shape.Centre + shape.Bound, generator));
            start += shape.Count;
        }
    }

    /// <summary>The network's tensors in the order of <see cref="Shapes"/>, sharing the memory of the arena's.</summary>
    /// <param name="part">Which of the arena's tensors.</param>
    /// <returns>Views that the caller disposes of, outside any dispose scope.</returns>
    internal torch.Tensor[] Views(ArenaPart part)
    {
        using var scope = torch.NewDisposeScope();
        var flat = part switch
        {
            ArenaPart.Values => arena.Values,
            ArenaPart.Gradients => arena.Gradients,
            _ => arena.Average ?? arena.Values,
        };
        var views = new torch.Tensor[Shapes.Count];
        long start = offset;
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = flat.narrow(0, start, Shapes[i].Count).view([.. Shapes[i].Sizes]).DetachFromDisposeScope();
            start += Shapes[i].Count;
        }

        return views;
    }
}
