using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// Random Fourier features (Tancik and others, 2020): rows [x, t, sin 2πf, cos 2πf] with f = B·[x/σ, t], where σ are
/// the prior's standard deviations. B is normal with the standard deviation of the options, quasi-random and the same
/// for every trial, so that it is neither a parameter nor part of a checkpoint.
/// </summary>
internal sealed class FourierFeatures
{
    private const int Stream = 20230703;
    private readonly float[] angular;

    /// <summary>Draws the frequencies.</summary>
    /// <param name="prior">The prior over noise.</param>
    /// <param name="conditions">Conditions beside the point, in units of time; at least 1.</param>
    /// <param name="frequencies">How many, at least 1.</param>
    /// <param name="scale">Their standard deviation.</param>
    public FourierFeatures(DiagonalNormal prior, int conditions, int frequencies, double scale)
    {
        Inputs = prior.Variances.Count + conditions;
        Count = frequencies;
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(Stream, torch.CPU);
        var normal = Inputs <= QuasiRandom.MaximumDimension
            ? QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(2 * frequencies, Inputs, Stream)[torch.TensorIndex.Slice(step: 2)])
            : torch.randn(frequencies, Inputs, dtype: torch.float64, generator: generator);
        angular = [.. normal.contiguous().data<double>().Select((value, i) => (float)(value * scale * 2 * Math.PI / Unit(prior, i % Inputs)))];
    }

    /// <summary>Numbers of points and conditions.</summary>
    public int Inputs { get; }

    /// <summary>Frequencies, each with a sine and a cosine.</summary>
    public int Count { get; }

    /// <summary>2π·B over the inputs' units, row by row.</summary>
    public IReadOnlyList<float> Angular => angular;

    /// <summary>Rows that the features take: the inputs themselves, then sines, then cosines.</summary>
    public int Rows => Inputs + 2 * Count;

    /// <summary>2π·B over the inputs' units, shape [frequencies, inputs]; a new tensor.</summary>
    public torch.Tensor Frequencies(torch.Device device) =>
        torch.tensor(angular, [Count, Inputs], dtype: torch.float32, device: device);

    private static double Unit(DiagonalNormal prior, int input) =>
        input < prior.Variances.Count ? Math.Sqrt(prior.Variances[input]) : 1;
}
