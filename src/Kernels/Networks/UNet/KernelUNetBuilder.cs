using FastOde.FlowMatching.Networks.UNet;
using FastOde.Kernels.Vectors;

namespace FastOde.Kernels.Networks.UNet;

/// <summary>Lays out a U-Net for maps: the same blocks in the same order, each with its places in memory.</summary>
internal sealed class KernelUNetBuilder
{
    private readonly List<BlockStep> steps = [];
    private readonly Tape gradients = new();

    /// <summary>Lays out the network.</summary>
    /// <param name="model">The network.</param>
    /// <param name="kernels">What computes it.</param>
    public KernelUNetBuilder(UNetModel model, ImageKernelSet kernels)
    {
        Layout = new PackedLayout(model.Shapes, kernels);
        var shape = model.Shape;
        Image = Tensor(new FeatureMapShape(shape.Resolution, shape.Resolution, shape.InputChannels));
        var finest = $"{shape.Resolution}x{shape.Resolution}";
        Entry = new PackedConvolution(Layout, $"enc.{finest}_conv", Image.Shape, shape.Spec.Channels, 3);
        Entered = Tensor(Image.Shape.WithChannels(shape.Spec.Channels));
        var features = Entered;
        var skips = new Stack<FeatureMap>([Entered]);
        foreach (var level in model.Contracting)
        {
            foreach (var block in level.Down is { } down ? [down, .. level.Blocks] : level.Blocks)
            {
                features = Add(block, features, null);
                skips.Push(features);
            }
        }

        foreach (var level in model.Expanding)
        {
            foreach (var block in level.Entry)
                features = Add(block, features, null);
            foreach (var block in level.Blocks)
                features = Add(block, features, skips.Pop());
        }

        Head = new KernelHead(this, $"dec.{finest}_aux", features, shape.OutputChannels, UNetBlockStyle.Of(shape).Epsilon);
        Steps = steps;
        MarkSums();
    }

    /// <summary>Places of packed parameters.</summary>
    public PackedLayout Layout { get; }

    /// <summary>Places that every image has for itself.</summary>
    public Tape Tape { get; } = new();

    /// <summary>Floats of the gradients of all tensors.</summary>
    public int GradientLength => gradients.Length;

    /// <summary>The input.</summary>
    public FeatureMap Image { get; }

    /// <summary>The first convolution.</summary>
    public PackedConvolution Entry { get; }

    /// <summary>Its result.</summary>
    public FeatureMap Entered { get; }

    /// <summary>Every block, in order.</summary>
    public IReadOnlyList<BlockStep> Steps { get; }

    /// <summary>What follows the last block.</summary>
    public KernelHead Head { get; }

    /// <summary>A tensor with its places.</summary>
    public FeatureMap Tensor(FeatureMapShape shape) => new(shape, Tape.Reserve(shape.Length), gradients.Reserve(shape.Length));

    private FeatureMap Add(UNetBlock block, FeatureMap input, FeatureMap? beside)
    {
        var map = new KernelBlock(this, block, steps.Count, input, beside);
        steps.Add(new BlockStep { Block = map, Channels = block.OutputChannels, Input = input, Beside = beside });
        return map.Output;
    }

    /// <summary>Whoever is second to give a tensor a gradient, on the way back, adds to it.</summary>
    private void MarkSums()
    {
        var written = new HashSet<FeatureMap>();
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            var step = steps[i];
            steps[i] = step with { Adds = !written.Add(step.Input), AddsBeside = step.Beside is { } beside && !written.Add(beside) };
        }
    }
}
