using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>A 3×3 convolution with bias whose result is filtered to half the resolution.</summary>
internal sealed class DownConvolution
{
    private readonly int weight;
    private readonly int bias;
    private readonly int padding;
    private readonly Resampler resampler;

    /// <summary>Adds its tensors to the layout: weight, bias, then the filter.</summary>
    public DownConvolution(StateLayout layout, string name, int inputs, int outputs, InitialValues initial, IReadOnlyList<double> taps)
    {
        weight = layout.Parameter(initial.Weight(name, outputs, inputs, 3, 3));
        bias = layout.Parameter(initial.Bias(name, outputs, inputs * 9));
        resampler = new Resampler(layout, name, ResampleDirection.Down, taps);
        padding = 1 + (taps.Count - 1) / 2;
    }

    /// <summary>[n, inputs, h, w] to [n, outputs, h/2, w/2].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x)
    {
        using var wide = conv2d(x, pass[weight], padding: [padding, padding]);
        using var narrow = resampler.Apply(pass, wide, padding: 0);
        using var offset = pass[bias].view(1, -1, 1, 1);
        return narrow + offset;
    }
}
