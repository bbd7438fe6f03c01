using TorchSharp;

namespace FastOde.FlowMatching.Datasets;

/// <summary>Points spread more evenly than chance would, for sets whose errors must not drown what is measured.</summary>
public static class QuasiRandom
{
    /// <summary>The most dimensions in which the lattice is still more even than pseudo-random draws at usual counts.</summary>
    public const int MaximumDimension = 8;

    /// <summary>
    /// A randomly shifted Kronecker sequence in the open unit cube, each point followed by its mirror image 1 - u:
    /// point i is frac(shift + i·g), where g_k = φ^-k and φ solves φ^(d+1) = φ + 1 (the golden ratio for d = 1).
    /// </summary>
    /// <param name="count">How many points; an odd count leaves the last one without its image.</param>
    /// <param name="dimension">Dimensions of the cube, 1 to <see cref="MaximumDimension"/>.</param>
    /// <param name="seed">Seed of the shift; sequences of different seeds are independent.</param>
    /// <returns>Shape [count, dimension], float64.</returns>
    public static torch.Tensor MirroredUniforms(int count, int dimension, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimension, MaximumDimension);
        var shift = Shift(dimension, seed);
        var generator = GeneratingVector(dimension);
        var uniforms = new double[count, dimension];
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < dimension; k++)
            {
                var value = shift[k] + (i / 2) * generator[k];
                value = Math.Clamp(value - Math.Floor(value), 1e-12, 1 - 1e-12);
                uniforms[i, k] = i % 2 == 0 ? value : 1 - value;
            }
        }

        return torch.tensor(uniforms);
    }

    /// <summary>The standard normal quantile of each probability: √2·erf⁻¹(2u - 1).</summary>
    /// <param name="uniforms">Probabilities in (0, 1), any shape.</param>
    public static torch.Tensor NormalQuantile(torch.Tensor uniforms)
    {
        using var centred = uniforms * 2 - 1;
        return centred.erfinv().mul_(Math.Sqrt(2));
    }

    private static double[] Shift(int dimension, ulong seed)
    {
        using var generator = new torch.Generator(seed, torch.CPU);
        using var shift = torch.rand(dimension, dtype: torch.float64, generator: generator);
        return [.. shift.data<double>()];
    }

    private static double[] GeneratingVector(int dimension)
    {
        var root = 2.0;
        for (var iteration = 0; iteration < 64; iteration++)
            root = Math.Pow(1 + root, 1.0 / (dimension + 1));

        return [.. Enumerable.Range(1, dimension).Select(k => Math.Pow(root, -k))];
    }
}
