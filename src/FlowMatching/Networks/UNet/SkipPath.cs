using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>What goes around a block: resampled and convolved only where shapes or style ask for it.</summary>
internal sealed class SkipPath
{
    private readonly Convolution? convolution;
    private readonly Resampler? resampler;

    /// <summary>Adds what it needs to the layout, as <c>skip</c> of the block.</summary>
    public SkipPath(StateLayout layout, string block, int inputs, int outputs, ResampleDirection? direction, UNetBlockStyle style)
    {
        var name = $"{block}.skip";
        if (inputs != outputs || (direction is not null && style.ConvolvesResampledSkip))
            convolution = new Convolution(layout, name, inputs, outputs, 1, style.Initial, direction, style.ResampleFilter);
        else if (direction is { } way)
            resampler = new Resampler(layout, name, way, style.ResampleFilter);
    }

    /// <summary>Whether it convolves.</summary>
    public bool Convolves => convolution is not null;

    /// <summary>Brings the block's input to the shape of its output.</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x) =>
        convolution?.Apply(pass, x) ?? resampler?.Apply(pass, x) ?? x;
}
