using FastOde.FlowMatching.Datasets;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// The kernel distance KID (Bińkowski and others, 2018): the squared maximum mean discrepancy of two sets of features
/// under the kernel (x·y/d + 1)³, without bias, as the mean over subsets of both.
/// </summary>
/// <param name="subsets">How many subsets, at least 1.</param>
/// <param name="subsetSize">Images of a subset, at least 2; fewer where a set has fewer.</param>
/// <param name="seed">Seed of the choice.</param>
public sealed class KernelDistance(int subsets = KernelDistance.DefaultSubsets, int subsetSize = KernelDistance.DefaultSubsetSize, long seed = 0)
{
    /// <summary>The number of subsets of the original.</summary>
    public const int DefaultSubsets = 100;

    /// <summary>The size of subsets of the original.</summary>
    public const int DefaultSubsetSize = 1000;

    /// <summary>The distance.</summary>
    /// <param name="first">Shape [n, dimension], n at least 2.</param>
    /// <param name="second">Shape [m, dimension], m at least 2.</param>
    /// <param name="cancellation">Looked at between subsets.</param>
    /// <returns>0 in expectation for sets of one distribution, and then as often below 0 as above.</returns>
    public double Between(torch.Tensor first, torch.Tensor second, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var size = Math.Min(subsetSize, Math.Min(first.shape[0], second.shape[0]));
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 2, nameof(first));
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(SeedMixer.Mix(seed), torch.CPU);
        var (x, y) = (first.to(torch.float64).cpu(), second.to(torch.float64).cpu());
        // Subsets that are the whole sets would all give the same.
        var count = size == x.shape[0] && size == y.shape[0] ? 1 : subsets;
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var subset = torch.NewDisposeScope();
            sum += Unbiased(Pick(x, size, generator), Pick(y, size, generator));
        }

        return sum / count;
    }

    private static torch.Tensor Pick(torch.Tensor points, long size, torch.Generator generator) =>
        points.index_select(0, torch.randperm(points.shape[0], dtype: torch.int64, generator: generator).narrow(0, 0, size));

    private static double Unbiased(torch.Tensor x, torch.Tensor y)
    {
        var size = x.shape[0];
        return (WithoutSelf(x) + WithoutSelf(y)) / (size * (size - 1.0)) - 2 * Kernel(x, y).mean().item<double>();
    }

    private static double WithoutSelf(torch.Tensor points)
    {
        var kernel = Kernel(points, points);
        return (kernel.sum() - kernel.trace()).item<double>();
    }

    private static torch.Tensor Kernel(torch.Tensor x, torch.Tensor y) => (x.mm(y.t()) / x.shape[1] + 1).pow(3);
}
