using System.Runtime.Intrinsics;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Networks.Kernels;

namespace FastOde.FlowMatching.Networks;

/// <summary>
/// Random Fourier features (Tancik and others, 2020): rows [x, t, sin 2πf, cos 2πf] with f = B·[x/σ, t], where σ are
/// the prior's standard deviations. B is normal with the standard deviation of the options, quasi-random and the same
/// for every trial, so that it is neither a parameter nor part of a checkpoint.
/// </summary>
internal sealed unsafe class FourierFeatures
{
    private const int Stream = 20230703;
    private readonly int inputs;
    private readonly int frequencies;
    private readonly float[] angular;

    /// <summary>Draws the frequencies.</summary>
    public FourierFeatures(DiagonalNormal prior, int frequencies, double scale)
    {
        inputs = prior.Variances.Count + 1;
        this.frequencies = frequencies;
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var generator = new TorchSharp.torch.Generator(Stream, TorchSharp.torch.CPU);
        var normal = inputs <= QuasiRandom.MaximumDimension
            ? QuasiRandom.NormalQuantile(QuasiRandom.MirroredUniforms(2 * frequencies, inputs, Stream)[TorchSharp.torch.TensorIndex.Slice(step: 2)])
            : TorchSharp.torch.randn(frequencies, inputs, dtype: TorchSharp.torch.float64, generator: generator);
        angular = [.. normal.contiguous().data<double>().Select((value, i) => (float)(value * scale * 2 * Math.PI / Unit(prior, i % inputs)))];
    }

    /// <summary>Rows that the features take: the inputs themselves, then sines, then cosines.</summary>
    public int Rows => inputs + 2 * frequencies;

    /// <summary>2π·B over the inputs' units, shape [frequencies, inputs]; a new tensor.</summary>
    public TorchSharp.torch.Tensor Frequencies(TorchSharp.torch.Device device) =>
        TorchSharp.torch.tensor(angular, [frequencies, inputs], dtype: TorchSharp.torch.float32, device: device);

    /// <summary>Fills in the sine and cosine rows of a panel whose first rows hold points and time.</summary>
    public void Encode(float* panel)
    {
        for (var f = 0; f < frequencies; f++)
        {
            for (var column = 0; column < Panels.Width; column += Vector512<float>.Count)
            {
                var angle = Vector512<float>.Zero;
                for (var k = 0; k < inputs; k++)
                    angle = Vector512.MultiplyAddEstimate(Vector512.Create(angular[f * inputs + k]), Vector512.Load(panel + k * Panels.Width + column), angle);
                var (sine, cosine) = Vector512.SinCos(angle);
                sine.Store(panel + (inputs + f) * Panels.Width + column);
                cosine.Store(panel + (inputs + frequencies + f) * Panels.Width + column);
            }
        }
    }

    /// <summary>Adds to the gradient rows of the points what the sine and cosine rows contribute.</summary>
    /// <param name="panel">The features as <see cref="Encode"/> left them.</param>
    /// <param name="gradient">The gradient with respect to every feature row; its first rows are changed.</param>
    public void Backward(float* panel, float* gradient)
    {
        for (var f = 0; f < frequencies; f++)
        {
            var (sineRow, cosineRow) = ((inputs + f) * Panels.Width, (inputs + frequencies + f) * Panels.Width);
            for (var column = 0; column < Panels.Width; column += Vector512<float>.Count)
            {
                var sine = Vector512.Load(panel + sineRow + column);
                var cosine = Vector512.Load(panel + cosineRow + column);
                var slope = Vector512.Load(gradient + sineRow + column) * cosine - Vector512.Load(gradient + cosineRow + column) * sine;
                for (var k = 0; k < inputs - 1; k++)
                {
                    var target = gradient + k * Panels.Width + column;
                    Vector512.MultiplyAddEstimate(Vector512.Create(angular[f * inputs + k]), slope, Vector512.Load(target)).Store(target);
                }
            }
        }
    }

    private static double Unit(DiagonalNormal prior, int input) =>
        input < prior.Variances.Count ? Math.Sqrt(prior.Variances[input]) : 1;
}
