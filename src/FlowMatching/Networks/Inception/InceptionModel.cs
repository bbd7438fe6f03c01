using FastOde.FlowMatching.Checkpoints;
using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>
/// Inception-v3 as the FID is defined on it, as a function of its tensors: the graph that TensorFlow published on
/// 2015-12-05, in which averages leave the padding out and the last block takes maxima. Tensor names, order and shapes
/// are those of the usual PyTorch port.
/// </summary>
public sealed class InceptionModel
{
    /// <summary>Numbers of the pooled features.</summary>
    public const int Features = 2048;

    private const int InputSide = 299;
    private const int Channels = 3;
    private const int Classes = 1008;

    private readonly StateLayout layout = new();
    private readonly ConvolutionUnit[] first;
    private readonly ConvolutionUnit[] second;
    private readonly InceptionBlock[] blocks;

    /// <summary>Lays the network out.</summary>
    public InceptionModel()
    {
        first =
        [
            new(layout, "Conv2d_1a_3x3", Channels, UnitShape.Narrowing(32, 2)),
            new(layout, "Conv2d_2a_3x3", 32, UnitShape.Narrowing(32)),
            new(layout, "Conv2d_2b_3x3", 32, UnitShape.Square(64, 3)),
        ];
        second = [new(layout, "Conv2d_3b_1x1", 64, UnitShape.Square(80, 1)), new(layout, "Conv2d_4a_3x3", 80, UnitShape.Narrowing(192))];
        blocks =
        [
            InceptionBlocks.Fine(layout, "Mixed_5b", 192, 32),
            InceptionBlocks.Fine(layout, "Mixed_5c", 256, 64),
            InceptionBlocks.Fine(layout, "Mixed_5d", 288, 64),
            InceptionBlocks.HalvingFine(layout, "Mixed_6a", 288),
            InceptionBlocks.Middle(layout, "Mixed_6b", 768, 128),
            InceptionBlocks.Middle(layout, "Mixed_6c", 768, 160),
            InceptionBlocks.Middle(layout, "Mixed_6d", 768, 160),
            InceptionBlocks.Middle(layout, "Mixed_6e", 768, 192),
            InceptionBlocks.HalvingMiddle(layout, "Mixed_7a", 768),
            InceptionBlocks.Coarse(layout, "Mixed_7b", 1280, BranchPooling.Average),
            InceptionBlocks.Coarse(layout, "Mixed_7c", Features, BranchPooling.Maximum),
        ];
        // The classes are no part of the features, but of the published weights.
        _ = new Dense(layout, "fc", Features, Classes, InitialValues.Kaiming);
    }

    /// <summary>Every tensor, parameters and buffers, in the order of the published state dict.</summary>
    public IReadOnlyList<StateEntry> Entries => layout.Entries;

    /// <summary>Number of trained numbers.</summary>
    public long ParameterCount => layout.Shapes.Sum(shape => shape.Count);

    /// <summary>The pooled features of images of any size, which are resized bilinearly to 299×299 first.</summary>
    /// <param name="state">One tensor for each of <see cref="Entries"/>, all of one floating type; those of <c>fc</c> and <c>num_batches_tracked</c> are not looked at.</param>
    /// <param name="images">Shape [n, 3, height, width], in [-1, 1], of the same type.</param>
    /// <returns>Shape [n, 2048].</returns>
    public torch.Tensor Apply(IReadOnlyList<torch.Tensor> state, torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfNotEqual(state.Count, Entries.Count);
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, null);
        var features = interpolate(images, size: [InputSide, InputSide], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        features = max_pool2d(Chain(first, pass, features), 3, 2);
        features = max_pool2d(Chain(second, pass, features), 3, 2);
        foreach (var block in blocks)
        {
            var next = block.Apply(pass, features);
            features.Dispose();
            features = next;
        }

        return features.mean([2, 3]).MoveToOuterDisposeScope();
    }

    private static torch.Tensor Chain(ConvolutionUnit[] units, Pass pass, torch.Tensor x) =>
        units.Aggregate(x, (features, unit) => unit.Apply(pass, features));
}
