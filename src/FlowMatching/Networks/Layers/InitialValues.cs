namespace FastOde.FlowMatching.Networks.Layers;

/// <summary>How the weights and biases of a layer start.</summary>
internal sealed record InitialValues
{
    private readonly Func<int, int, double> weight;
    private readonly Func<int, double> bias;

    private InitialValues(Func<int, int, double> weight, Func<int, double> bias)
    {
        this.weight = weight;
        this.bias = bias;
    }

    /// <summary>Everything 0.</summary>
    public static InitialValues Zero { get; } = new((_, _) => 0, _ => 0);

    /// <summary>Weights and biases uniform within ±1/√(fan in).</summary>
    public static InitialValues Kaiming { get; } = new((fanIn, _) => 1 / Math.Sqrt(fanIn), fanIn => 1 / Math.Sqrt(fanIn));

    /// <summary>Weights uniform within ±scale·√(6/(fan in + fan out)) (Glorot and Bengio, 2010), biases 0.</summary>
    public static InitialValues Xavier(double scale = 1) => new((fanIn, fanOut) => scale * Math.Sqrt(6.0 / (fanIn + fanOut)), _ => 0);

    /// <summary>Describes a weight tensor.</summary>
    /// <param name="name">The layer's name.</param>
    /// <param name="sizes">[outputs, inputs, kernel…].</param>
    public ParameterShape Weight(string name, params long[] sizes)
    {
        var kernel = sizes.Skip(2).Aggregate(1L, (product, size) => product * size);
        int fanIn = checked((int)(sizes[1] * kernel)), fanOut = checked((int)(sizes[0] * kernel));
        return new ParameterShape($"{name}.weight", sizes, fanIn) { Bound = weight(fanIn, fanOut) };
    }

    /// <summary>Describes the bias of a layer.</summary>
    public ParameterShape Bias(string name, int outputs, int fanIn) =>
        new($"{name}.bias", [outputs], fanIn) { Bound = bias(fanIn) };
}
