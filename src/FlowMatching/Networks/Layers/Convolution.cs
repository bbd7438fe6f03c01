using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>A convolution with bias that keeps the resolution, resampling before it where asked for.</summary>
internal sealed class Convolution
{
    private readonly int weight;
    private readonly int bias;
    private readonly int padding;
    private readonly Resampler? resampler;

    /// <summary>Adds its tensors to the layout: weight, bias, then the resampler's filter.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="name">The layer's name.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="outputs">Output channels.</param>
    /// <param name="kernel">Width of the kernel, odd.</param>
    /// <param name="initial">Initial values.</param>
    /// <param name="direction">Whether to resample first; null for no resampling.</param>
    /// <param name="taps">The resampling filter; needed with a direction.</param>
    public Convolution(
        StateLayout layout, string name, int inputs, int outputs, int kernel, InitialValues initial,
        ResampleDirection? direction = null, IReadOnlyList<double>? taps = null)
    {
        padding = kernel / 2;
        weight = layout.Parameter(initial.Weight(name, outputs, inputs, kernel, kernel));
        bias = layout.Parameter(initial.Bias(name, outputs, inputs * kernel * kernel));
        resampler = direction is { } way ? new Resampler(layout, name, way, taps!) : null;
    }

    /// <summary>[n, inputs, h, w] to [n, outputs, h', w'].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x)
    {
        if (resampler is null)
            return conv2d(x, pass[weight], pass[bias], padding: [padding, padding]);
        using var resampled = resampler.Apply(pass, x);
        return conv2d(resampled, pass[weight], pass[bias], padding: [padding, padding]);
    }
}
