using FastOde.FlowMatching.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace FastOde.FlowMatching.Networks.Classifier;

/// <summary>
/// A small convolutional classifier as a function of its tensors: three 3×3 convolutions with halved resolution between
/// them, pooled to at most 7×7, a layer of features and one of classes. It learns MNIST in a minute or two on a CPU.
/// </summary>
public sealed class ClassifierModel
{
    private const int Halvings = 2;
    private const int SmallestSide = 8;
    private const int LargestPooledSide = 7;

    private readonly StateLayout layout = new();
    private readonly Convolution[] convolutions;
    private readonly Dense features;
    private readonly Dense classes;
    private readonly long[] pooled;

    /// <summary>Lays the network out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The options are outside their ranges.</exception>
    public ClassifierModel(ClassifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Classes, 2, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(Math.Min(options.Images.Height, options.Images.Width), SmallestSide, nameof(options));
        Options = options;
        var initial = InitialValues.Kaiming;
        int[] channels = [options.Images.Channels, options.Width, 2 * options.Width, 4 * options.Width];
        convolutions = [.. Enumerable.Range(0, Halvings + 1).Select(i => new Convolution(layout, $"conv{i}", channels[i], channels[i + 1], 3, initial))];
        pooled = [PooledSide(options.Images.Height), PooledSide(options.Images.Width)];
        features = new Dense(layout, "features", checked((int)(channels[^1] * pooled[0] * pooled[1])), options.Features, initial);
        classes = new Dense(layout, "classes", options.Features, options.Classes, initial);
    }

    /// <summary>What it was built from.</summary>
    public ClassifierOptions Options { get; }

    /// <summary>Its tensors, all trained, in order.</summary>
    public IReadOnlyList<ParameterShape> Shapes => layout.Shapes;

    /// <summary>The features of images: the layer before the classes, not negative.</summary>
    /// <param name="state">One tensor for each of <see cref="Shapes"/>.</param>
    /// <param name="images">Shape [n, channels, height, width], in [-1, 1].</param>
    /// <returns>Shape [n, features].</returns>
    public torch.Tensor Features(IReadOnlyList<torch.Tensor> state, torch.Tensor images)
    {
        using var scope = torch.NewDisposeScope();
        var pass = new Pass(state, null);
        var x = images;
        for (var i = 0; i < convolutions.Length; i++)
        {
            x = convolutions[i].Apply(pass, x).relu();
            x = i < Halvings ? max_pool2d(x, 2) : adaptive_avg_pool2d(x, pooled);
        }

        return features.Apply(pass, x.flatten(1)).relu().MoveToOuterDisposeScope();
    }

    /// <summary>The scores of the classes before the softmax.</summary>
    /// <param name="state">One tensor for each of <see cref="Shapes"/>.</param>
    /// <param name="of">Features, shape [n, features].</param>
    /// <returns>Shape [n, classes].</returns>
    public torch.Tensor Classes(IReadOnlyList<torch.Tensor> state, torch.Tensor of) => classes.Apply(new Pass(state, null), of);

    private static long PooledSide(int side) => Math.Min(LargestPooledSide, side >> Halvings);
}
