using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;

namespace FastOde.FlowMatching.Networks.UNet;

/// <summary>What a level of the expanding half adds to the output, on top of what coarser levels gave, made larger.</summary>
internal sealed class OutputHead
{
    private readonly Resampler? larger;
    private readonly GroupNormalization norm;
    private readonly Convolution convolution;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="names">Names of resampler, normalisation and convolution; null for no resampler.</param>
    /// <param name="inputs">Channels of the features.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="style">Filter and initial values.</param>
    public OutputHead(StateLayout layout, (string? Larger, string Norm, string Convolution) names, int inputs, int outputs, UNetBlockStyle style)
    {
        larger = names.Larger is { } name ? new Resampler(layout, name, ResampleDirection.Up, style.ResampleFilter) : null;
        norm = new GroupNormalization(layout, names.Norm, inputs, style.Epsilon);
        convolution = new Convolution(layout, names.Convolution, inputs, outputs, 3, style.Final);
    }

    /// <summary>The output so far.</summary>
    /// <param name="pass">Where the tensors are.</param>
    /// <param name="features">The level's features.</param>
    /// <param name="coarser">The output of the coarser levels; null for none.</param>
    public torch.Tensor Apply(Pass pass, torch.Tensor features, torch.Tensor? coarser)
    {
        using var scope = torch.NewDisposeScope();
        var output = convolution.Apply(pass, norm.Activate(pass, features));
        if (coarser is not null)
            output = output + (larger?.Apply(pass, coarser) ?? coarser);
        return output.MoveToOuterDisposeScope();
    }
}
