using FastOde.FlowMatching.Networks.Layers;
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
    private readonly TimeMapping time;
    private readonly IReadOnlyList<ContractingLevel> contracting;
    private readonly IReadOnlyList<ExpandingLevel> expanding;
    private readonly OutputHead? head;

    /// <summary>Lays the network out.</summary>
    /// <exception cref="Catalogs.SettingValueException">No U-Net can have these options.</exception>
    public UNetModel(UNetOptions options)
    {
        UNetOptionsCheck.Check(options);
        Options = options;
        var style = UNetBlockStyle.Of(options);
        time = new TimeMapping(layout, options, style.Initial);
        var builder = new UNetBuilder(layout, options, style);
        contracting = builder.Contract();
        expanding = builder.Expand();
        if (options.Kind == UNetKind.Adm)
            head = new OutputHead(layout, (null, "out_norm", "out_conv"), builder.Channels, options.OutputChannels, style);
    }

    /// <summary>What it was built from.</summary>
    public UNetOptions Options { get; }

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
    /// <param name="times">Shape [n], of the buffers' type: waves of time are computed in it.</param>
    /// <param name="dropout">The trial's generator in training; null in evaluation, where nothing drops out.</param>
    /// <returns>Shape [n, output channels, resolution, resolution].</returns>
    public torch.Tensor Apply(IReadOnlyList<torch.Tensor> state, torch.Tensor images, torch.Tensor times, torch.Generator? dropout = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Count, Entries.Count);
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, dropout);
        var embedding = time.Apply(pass, times, images.dtype);
        var skips = new Stack<torch.Tensor>();
        var features = Contract(pass, images, embedding, skips);
        torch.Tensor? output = null;
        foreach (var level in expanding)
        {
            foreach (var block in level.Entry)
                features = block.Apply(pass, features, embedding);
            foreach (var block in level.Blocks)
            {
                using var skip = skips.Pop();
                using var joined = torch.cat([features, skip], 1);
                features.Dispose();
                features = block.Apply(pass, joined, embedding);
            }

            output = level.Head?.Apply(pass, features, output) ?? output;
        }

        return (head?.Apply(pass, features, null) ?? output!).MoveToOuterDisposeScope();
    }

    /// <summary>The sines and cosines of each time, shape [n, width], before anything that is trained.</summary>
    /// <param name="state">One tensor for each of <see cref="Entries"/>.</param>
    /// <param name="times">Shape [n].</param>
    internal torch.Tensor Waves(IReadOnlyList<torch.Tensor> state, torch.Tensor times) => time.Waves(new Pass(state, null), times);

    /// <summary>Joins parameters and buffers to the state that <see cref="Apply"/> takes.</summary>
    /// <param name="parameters">Tensors in the order of <see cref="Shapes"/>.</param>
    /// <param name="buffers">Tensors in the order of the buffers among <see cref="Entries"/>.</param>
    internal torch.Tensor[] Join(IReadOnlyList<torch.Tensor> parameters, IReadOnlyList<torch.Tensor> buffers) =>
        layout.Join(parameters, buffers);

    private torch.Tensor Contract(Pass pass, torch.Tensor images, torch.Tensor embedding, Stack<torch.Tensor> skips)
    {
        var features = images;
        var side = images;
        foreach (var level in contracting)
        {
            features = level.Entry?.Apply(pass, features) ?? level.Down!.Apply(pass, features, embedding);
            features = level.Side?.Apply(pass, features, ref side) ?? features;
            skips.Push(features);
            foreach (var block in level.Blocks)
            {
                features = block.Apply(pass, features, embedding);
                skips.Push(features);
            }
        }

        return features;
    }
}
