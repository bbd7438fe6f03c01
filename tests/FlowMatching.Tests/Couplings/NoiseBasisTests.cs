using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Couplings;
using FastOde.FlowMatching.Datasets;
using FastOde.FlowMatching.Tests.TestSupport;
using FastOde.Specs.Couplings;
using TorchSharp;

namespace FastOde.FlowMatching.Tests.Couplings;

/// <summary>Changes of basis that keep lengths and can be undone.</summary>
public sealed class NoiseBasisTests
{
    public static TheoryData<PriorBasis, int, int, int> Bases() => new()
    {
        { PriorBasis.Pixel, 1, 3, 2 },
        { PriorBasis.Fourier, 1, 5, 3 },
        { PriorBasis.Fourier, 3, 4, 8 },
        { PriorBasis.Wavelet, 2, 4, 12 },
        { PriorBasis.Wavelet, 1, 28, 28 },
    };

    [Theory]
    [MemberData(nameof(Bases))]
    public void Coefficients_OfEveryUnitVector_AreOrthonormal(PriorBasis kind, int channels, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        var shape = new SampleShape(channels, height, width);
        var unit = torch.eye(shape.Dimension, dtype: torch.float64);
        var matrix = NoiseBasis.Of(kind, shape).Coefficients(unit);
        TensorAssert.Close(unit, matrix.matmul(matrix.t()), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Noise_OfCoefficients_IsTheNoiseItself(PriorBasis kind, int channels, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(3, torch.CPU);
        var shape = new SampleShape(channels, height, width);
        var basis = NoiseBasis.Of(kind, shape);
        var noise = torch.randn(5, shape.Dimension, generator: generator);
        var kept = noise.clone();
        TensorAssert.Close(noise, basis.Noise(basis.Coefficients(noise)), 1e-5);
        TensorAssert.Same(kept, noise);
    }

    [Fact]
    public void Coefficients_OfOneCosine_AreOneNumber()
    {
        using var scope = torch.NewDisposeScope();
        var (rows, columns) = (torch.arange(6, dtype: torch.float64) + 0.5, torch.arange(4, dtype: torch.float64) + 0.5);
        var image = (rows * (Math.PI * 2 / 6)).cos().unsqueeze(1) * (columns * (Math.PI * 3 / 4)).cos();
        var coefficients = NoiseBasis.Of(PriorBasis.Fourier, new SampleShape(1, 6, 4)).Coefficients(image.view(1, 24));
        var expected = torch.zeros(1, 24, dtype: torch.float64);
        // Half the pixels are what the squares of two cosines come to twice.
        expected[0, 2 * 4 + 3] = Math.Sqrt(6 * 4 / 4.0);
        TensorAssert.Close(expected, coefficients, 1e-12);
    }

    [Fact]
    public void Coefficients_OfConstantChannels_AreTheMeansOfTheCoarsestBlock()
    {
        using var scope = torch.NewDisposeScope();
        var image = torch.stack([torch.full([28 * 28], 1f), torch.full([28 * 28], -3f)]).view(1, -1);
        var coefficients = NoiseBasis.Of(PriorBasis.Wavelet, new SampleShape(2, 28, 28)).Coefficients(image).view(2, 28, 28);
        var expected = torch.zeros(2, 28, 28);
        // 28 halves twice; each of the 7×7 numbers left stands for 16 pixels.
        expected[0].narrow(0, 0, 7).narrow(1, 0, 7).fill_(4);
        expected[1].narrow(0, 0, 7).narrow(1, 0, 7).fill_(-12);
        TensorAssert.Close(expected, coefficients, 1e-5);
    }

    [Theory]
    [InlineData(PriorBasis.Fourier, 1, 1, "coupling.priorBasis: Cosines and wavelets need images, and the data set has points; use priorBasis: pixel, or a data set of images.")]
    [InlineData(PriorBasis.Wavelet, 27, 28, "coupling.priorBasis: Wavelets halve images, and 28×27 pixels are not even; use priorBasis: fourier or pixel.")]
    public void Of_SamplesWithoutSuchABasis_NamesTheKey(PriorBasis kind, int height, int width, string message) =>
        Assert.Equal(message, Assert.Throws<SettingValueException>(() => NoiseBasis.Of(kind, new SampleShape(2, height, width))).Message);
}
