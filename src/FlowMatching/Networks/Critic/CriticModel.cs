using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Critic;

/// <summary>
/// A small network that gives each sample one number, as a function of its tensors: for images convolutions that halve the
/// resolution until a side has at most four pixels, for points two hidden layers. It is smooth throughout (SiLU), so that
/// its slope with respect to the sample can be trained too.
/// </summary>
public sealed class CriticModel
{
    private const int CoarsestSide = 4;
    private const int MostMultiplier = 4;

    private readonly StateLayout layout = new();
    private readonly SampleShape shape;
    private readonly IReadOnlyList<Func<Pass, torch.Tensor, torch.Tensor>> hidden;
    private readonly Dense score;

    /// <summary>Lays the network out.</summary>
    /// <param name="shape">The shape of a sample.</param>
    /// <param name="channels">
    /// Features of the first convolution, at least 1; each further one has twice as many, up to four times. A hidden layer
    /// for points has four times as many.
    /// </param>
    public CriticModel(SampleShape shape, int channels)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        this.shape = shape;
        (hidden, var width) = shape.IsImage ? Convolutions(channels) : Layers(MostMultiplier * channels);
        score = new Dense(layout, "score", width, 1, InitialValues.Kaiming);
    }

    /// <summary>Its tensors, all trained, in order.</summary>
    public IReadOnlyList<ParameterShape> Shapes => layout.Shapes;

    /// <summary>The number of each sample.</summary>
    /// <param name="state">One tensor for each of <see cref="Shapes"/>.</param>
    /// <param name="samples">Shape [n, dimension].</param>
    /// <returns>Shape [n].</returns>
    public torch.Tensor Score(IReadOnlyList<torch.Tensor> state, torch.Tensor samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, null);
        var x = shape.IsImage ? samples.view(-1, shape.Channels, shape.Height, shape.Width) : samples;
        foreach (var layer in hidden)
            x = silu(layer(pass, x));
        return score.Apply(pass, x.flatten(1)).flatten().MoveToOuterDisposeScope();
    }

    private (IReadOnlyList<Func<Pass, torch.Tensor, torch.Tensor>> Layers, int Width) Convolutions(int channels)
    {
        var convolutions = new List<Func<Pass, torch.Tensor, torch.Tensor>>();
        var (inputs, height, width) = (shape.Channels, shape.Height, shape.Width);
        do
        {
            var outputs = channels * Math.Min(MostMultiplier, 1 << convolutions.Count);
            convolutions.Add(new StridedConvolution(layout, $"conv{convolutions.Count}", inputs, outputs, InitialValues.Kaiming).Apply);
            (inputs, height, width) = (outputs, (height + 1) / 2, (width + 1) / 2);
        }
        while (Math.Min(height, width) > CoarsestSide);
        return (convolutions, inputs * height * width);
    }

    private (IReadOnlyList<Func<Pass, torch.Tensor, torch.Tensor>> Layers, int Width) Layers(int width) =>
        ([new Dense(layout, "hidden0", shape.Dimension, width, InitialValues.Kaiming).Apply, new Dense(layout, "hidden1", width, width, InitialValues.Kaiming).Apply], width);
}
