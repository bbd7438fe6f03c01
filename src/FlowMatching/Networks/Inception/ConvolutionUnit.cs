using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Inception;

/// <summary>A convolution without bias, normalised by fixed statistics of a batch long ago, then ReLU.</summary>
internal sealed class ConvolutionUnit
{
    private const double Epsilon = 1e-3;

    private readonly int weight;
    private readonly int scale;
    private readonly int shift;
    private readonly int mean;
    private readonly int variance;
    private readonly long stride;
    private readonly long[] padding;

    /// <summary>Adds its tensors to the layout.</summary>
    /// <param name="layout">Receives the tensors.</param>
    /// <param name="name">The unit's name.</param>
    /// <param name="inputs">Input channels.</param>
    /// <param name="shape">Output channels and kernel.</param>
    public ConvolutionUnit(StateLayout layout, string name, int inputs, UnitShape shape)
    {
        Outputs = shape.Outputs;
        stride = shape.Stride;
        padding = shape.Padded ? [shape.Height / 2, shape.Width / 2] : [0, 0];
        weight = layout.Parameter(InitialValues.Kaiming.Weight($"{name}.conv", shape.Outputs, inputs, shape.Height, shape.Width));
        scale = layout.Parameter(new ParameterShape($"{name}.bn.weight", [shape.Outputs], 1) { Centre = 1, Bound = 0 });
        shift = layout.Parameter(new ParameterShape($"{name}.bn.bias", [shape.Outputs], 1) { Bound = 0 });
        mean = layout.Buffer($"{name}.bn.running_mean", [shape.Outputs], new double[shape.Outputs]);
        variance = layout.Buffer($"{name}.bn.running_var", [shape.Outputs], [.. Enumerable.Repeat(1.0, shape.Outputs)]);
        layout.Buffer($"{name}.bn.num_batches_tracked", [], [0]);
    }

    /// <summary>Output channels.</summary>
    public int Outputs { get; }

    /// <summary>[n, inputs, h, w] to [n, outputs, h', w'].</summary>
    public torch.Tensor Apply(Pass pass, torch.Tensor x)
    {
        using var scope = torch.NewDisposeScope();
        var convolved = conv2d(x, pass[weight], null, strides: [stride, stride], padding: padding);
        return batch_norm(convolved, pass[mean], pass[variance], pass[scale], pass[shift], training: false, eps: Epsilon)
            .relu_().MoveToOuterDisposeScope();
    }
}
