using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Networks.Layers;
using FastOde.Specs.Networks;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>
/// A U-Net as a function of its tensors, images and times: <c>SongUNet</c> or the ADM U-Net in the published form, with
/// the published tensor names, order and shapes. It holds no values, so the same model computes with an arena's
/// parameters in single precision and with a checkpoint in double.
/// </summary>
public sealed class UNetModel
{
    private readonly StateLayout layout = new();
    private readonly TimeMapping[] mappings;
    private readonly IReadOnlyList<ContractingLevel> contracting;
    private readonly IReadOnlyList<ExpandingLevel> expanding;
    private readonly OutputHead? head;

    /// <summary>Lays the network out.</summary>
    /// <exception cref="Catalogs.SettingValueException">No U-Net can have this shape.</exception>
    public UNetModel(UNetShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        shape.Check();
        Shape = shape;
        var style = UNetBlockStyle.Of(shape);
        mappings = [.. shape.Conditions.Select(condition => new TimeMapping(layout, shape, style.Initial, condition))];
        var builder = new UNetBuilder(layout, shape, style);
        contracting = builder.Contract();
        expanding = builder.Expand();
        if (shape.Spec is AdmUNetSpec)
            head = new OutputHead(layout, (null, "out_norm", "out_conv"), builder.Channels, shape.OutputChannels, style);
    }

    /// <summary>What it was built from.</summary>
    public UNetShape Shape { get; }

    /// <summary>Every tensor, parameters and buffers, in the order of the published state dict.</summary>
    public IReadOnlyList<StateEntry> Entries => layout.Entries;

    /// <summary>The parameters among them, in the same order.</summary>
    public IReadOnlyList<ParameterShape> Shapes => layout.Shapes;

    /// <summary>Number of trained numbers.</summary>
    public long ParameterCount => Shapes.Sum(shape => shape.Count);

    /// <summary>The contracting half, from the finest level.</summary>
    internal IReadOnlyList<ContractingLevel> Contracting => contracting;

    /// <summary>The expanding half, from the coarsest level.</summary>
    internal IReadOnlyList<ExpandingLevel> Expanding => expanding;

    /// <summary>Evaluates the network; autograd sees every operation.</summary>
    /// <param name="state">One tensor for each of <see cref="Entries"/>: parameters of one floating type, buffers of that or a wider one.</param>
    /// <param name="images">Shape [n, input channels, resolution, resolution], of the parameters' type.</param>
    /// <param name="times">Conditions, shape [n, conditions] or [n] for time alone, of the buffers' type: their waves are computed in it.</param>
    /// <param name="dropout">The trial's generator in training; null in evaluation, where nothing drops out.</param>
    /// <returns>Shape [n, output channels, resolution, resolution].</returns>
    public torch.Tensor Apply(IReadOnlyList<torch.Tensor> state, torch.Tensor images, torch.Tensor times, torch.Generator? dropout = null) =>
        Compute(state, images, times, dropout, tape: null);

    /// <summary>Evaluates the network block by block, each of which the way back may compute a second time.</summary>
    /// <param name="state">One tensor for each of <see cref="Entries"/>.</param>
    /// <param name="images">Shape [n, input channels, resolution, resolution].</param>
    /// <param name="times">Conditions, shape [n, conditions] or [n] for time alone.</param>
    /// <param name="dropout">Null in evaluation.</param>
    /// <param name="tape">Runs the blocks and keeps what lies between them; null where autograd shall keep everything.</param>
    internal torch.Tensor Compute(
        IReadOnlyList<torch.Tensor> state, torch.Tensor images, torch.Tensor times, torch.Generator? dropout, RecomputationTape? tape)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Count, Entries.Count);
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, dropout, tape);
        var embedding = pass.Run(inputs => Embed(pass, inputs[0], images.dtype), times);
        var skips = new Stack<torch.Tensor>();
        var features = Contract(pass, images, embedding, skips);
        torch.Tensor? output = null;
        foreach (var level in expanding)
        {
            foreach (var block in level.Entry)
                features = Run(pass, block, features, embedding);
            foreach (var block in level.Blocks)
            {
                var (given, skip) = (features, skips.Pop());
                features = pass.Run(inputs => Join(pass, block, inputs[0], inputs[1], inputs[2]), given, skip, embedding);
                pass.Release(given);
                pass.Release(skip);
            }

            output = level.Head is { } side ? Run(pass, side, features, output) : output;
        }

        return (head is null ? output! : Run(pass, head, features, null)).MoveToOuterDisposeScope();
    }

    /// <summary>The sines and cosines of each condition, shape [n, conditions · width], before anything that is trained.</summary>
    /// <param name="state">One tensor for each of <see cref="Entries"/>.</param>
    /// <param name="times">Conditions, shape [n, conditions].</param>
    internal torch.Tensor Waves(IReadOnlyList<torch.Tensor> state, torch.Tensor times)
    {
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, null);
        return torch.cat([.. mappings.Select((mapping, i) => mapping.Waves(pass, times.select(1, i)))], 1).MoveToOuterDisposeScope();
    }

    /// <summary>Joins parameters and buffers to the state that <see cref="Apply"/> takes.</summary>
    /// <param name="parameters">Tensors in the order of <see cref="Shapes"/>.</param>
    /// <param name="buffers">Tensors in the order of the buffers among <see cref="Entries"/>.</param>
    internal torch.Tensor[] Join(IReadOnlyList<torch.Tensor> parameters, IReadOnlyList<torch.Tensor> buffers) =>
        layout.Join(parameters, buffers);

    /// <summary>The embeddings of all conditions together.</summary>
    private torch.Tensor Embed(Pass pass, torch.Tensor times, torch.ScalarType type)
    {
        using var scope = torch.NewDisposeScope();
        var columns = times.view(-1, mappings.Length);
        var sum = mappings[0].Apply(pass, columns.select(1, 0), type);
        for (var i = 1; i < mappings.Length; i++)
            sum = sum + mappings[i].Apply(pass, columns.select(1, i), type);
        return torch.nn.functional.silu(sum).MoveToOuterDisposeScope();
    }

    private torch.Tensor Contract(Pass pass, torch.Tensor images, torch.Tensor embedding, Stack<torch.Tensor> skips)
    {
        var features = images;
        var side = images;
        foreach (var level in contracting)
        {
            features = level.Entry is { } entry
                ? pass.Run(inputs => entry.Apply(pass, inputs[0]), features)
                : Run(pass, level.Down!, features, embedding);
            features = level.Side?.Apply(pass, features, ref side) ?? features;
            skips.Push(features);
            foreach (var block in level.Blocks)
            {
                features = Run(pass, block, features, embedding);
                skips.Push(features);
            }
        }

        return features;
    }

    private static torch.Tensor Run(Pass pass, UNetBlock block, torch.Tensor features, torch.Tensor embedding) =>
        pass.Run(inputs => block.Apply(pass, inputs[0], inputs[1]), features, embedding);

    private static torch.Tensor Run(Pass pass, OutputHead head, torch.Tensor features, torch.Tensor? coarser) => coarser is null
        ? pass.Run(inputs => head.Apply(pass, inputs[0], null), features)
        : pass.Run(inputs => head.Apply(pass, inputs[0], inputs[1]), features, coarser);

    private static torch.Tensor Join(Pass pass, UNetBlock block, torch.Tensor features, torch.Tensor skip, torch.Tensor embedding)
    {
        using var joined = torch.cat([features, skip], 1);
        return block.Apply(pass, joined, embedding);
    }
}
