using FastOde.FlowMatching.Datasets;
using FastOde.Specs.Networks;

namespace FastOde.FlowMatching.Networks;

/// <summary>The layers of an MLP and the parameters they need, whatever computes them.</summary>
internal sealed class MlpLayout
{
    /// <summary>Lays the layers out.</summary>
    /// <param name="spec">Widths and Fourier features.</param>
    /// <param name="prior">The prior over noise; gives the points' dimension and the scale of Fourier features.</param>
    /// <param name="outputDimension">Numbers that one input point gives.</param>
    /// <param name="conditions">Conditions beside the point, each one more input; at least 1.</param>
    public MlpLayout(LayeredNetworkSpec spec, DiagonalNormal prior, int outputDimension, int conditions = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.Layers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputDimension, 1);
        (PointDimension, Conditions) = (prior.Variances.Count, conditions);
        Features = spec is FourierMlpSpec fourier ? new FourierFeatures(prior, conditions, fourier.Frequencies, fourier.Scale) : null;
        Widths = [Features?.Rows ?? PointDimension + conditions, .. Enumerable.Repeat(spec.Hidden, spec.Layers), outputDimension];
        Shapes = [.. Enumerable.Range(0, Widths.Length - 1).SelectMany(Layer)];
    }

    /// <summary>Numbers of a point.</summary>
    public int PointDimension { get; }

    /// <summary>Conditions beside the point.</summary>
    public int Conditions { get; }

    /// <summary>Fourier features of the inputs; null for none.</summary>
    public FourierFeatures? Features { get; }

    /// <summary>Width of the inputs, of each hidden layer and of the output.</summary>
    public int[] Widths { get; }

    /// <summary>Weight and bias of each layer.</summary>
    public IReadOnlyList<ParameterShape> Shapes { get; }

    private IEnumerable<ParameterShape> Layer(int layer) =>
    [
        new ParameterShape($"{layer}.weight", [Widths[layer + 1], Widths[layer]], Widths[layer]),
        new ParameterShape($"{layer}.bias", [Widths[layer + 1]], Widths[layer]),
    ];
}
