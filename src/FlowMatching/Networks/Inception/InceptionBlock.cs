using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>A block whose branches see the same features and join what they make of them.</summary>
/// <param name="layout">Receives the tensors.</param>
/// <param name="name">The block's name, such as <c>Mixed_5b</c>.</param>
/// <param name="inputs">Input channels.</param>
internal sealed class InceptionBlock(StateLayout layout, string name, int inputs)
{
    private readonly List<InceptionBranch> branches = [];

    /// <summary>Output channels of the branches so far.</summary>
    public int Outputs => branches.Sum(branch => branch.Outputs(inputs));

    /// <summary>Adds a branch of convolutions; its tensors follow those of the branches before it.</summary>
    /// <param name="units">The convolutions' names after the block's, and their shapes.</param>
    public InceptionBlock Branch(params (string Name, UnitShape Shape)[] units) => Add(BranchPooling.None, units, []);

    /// <summary>Adds a branch whose last convolutions stand side by side.</summary>
    public InceptionBlock Fork((string Name, UnitShape Shape)[] chain, params (string Name, UnitShape Shape)[] fork) =>
        Add(BranchPooling.None, chain, fork);

    /// <summary>Adds a branch that pools first.</summary>
    public InceptionBlock Pooled(BranchPooling pooling, params (string Name, UnitShape Shape)[] units) => Add(pooling, units, []);

    /// <summary>[n, inputs, h, w] to [n, outputs, h', w'].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        return torch.cat([.. branches.SelectMany(branch => branch.Apply(pass, x))], 1).MoveToOuterDisposeScope();
    }

    private InceptionBlock Add(BranchPooling pooling, (string Name, UnitShape Shape)[] chain, (string Name, UnitShape Shape)[] fork)
    {
        var channels = inputs;
        var units = new List<ConvolutionUnit>();
        foreach (var (unit, shape) in chain)
        {
            units.Add(new ConvolutionUnit(layout, $"{name}.{unit}", channels, shape));
            channels = shape.Outputs;
        }

        branches.Add(new InceptionBranch(pooling, units, [.. fork.Select(unit => new ConvolutionUnit(layout, $"{name}.{unit.Name}", channels, unit.Shape))]));
        return this;
    }
}
