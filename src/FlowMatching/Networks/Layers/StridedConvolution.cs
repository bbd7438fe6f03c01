using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>A 3×3 convolution with bias at every second pixel: the resolution is halved, odd sides rounded up.</summary>
internal sealed class StridedConvolution
{
    private readonly int weight;
    private readonly int bias;

    /// <summary>Adds its tensors to the layout: weight, then bias.</summary>
    public StridedConvolution(StateLayout layout, string name, int inputs, int outputs, InitialValues initial)
    {
        weight = layout.Parameter(initial.Weight(name, outputs, inputs, 3, 3));
        bias = layout.Parameter(initial.Bias(name, outputs, inputs * 9));
    }

    /// <summary>[n, inputs, h, w] to [n, outputs, ⌈h/2⌉, ⌈w/2⌉].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x) => conv2d(x, pass[weight], pass[bias], strides: [2, 2], padding: [1, 1]);
}
