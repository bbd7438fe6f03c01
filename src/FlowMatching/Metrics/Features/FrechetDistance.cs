using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>
/// The Fréchet distance of two normal distributions (Dowson and Landau, 1982), on features of images the FID of Heusel
/// and others (2017): ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½).
/// </summary>
public static class FrechetDistance
{
    private const double MachineEpsilon = 1.0 / (1L << 52);

    /// <summary>The distance; a squared one, in squared units of the features.</summary>
    /// <remarks>
    /// Σ₁Σ₂ is not symmetric, but tr (Σ₁Σ₂)^½ is the sum of the roots of the eigenvalues of Σ₁^½Σ₂Σ₁^½, which is. Of
    /// fewer images than dimensions a covariance has only as many eigenvalues above rounding, and only in those
    /// directions is the second eigenvalue problem posed: it is the smaller, and rounding has no root to grow in.
    /// </remarks>
    /// <param name="first">One distribution.</param>
    /// <param name="second">The other, of the same dimension.</param>
    /// <returns>At least 0; NaN where a mean or covariance is not finite.</returns>
    /// <exception cref="ArgumentException">The dimensions differ.</exception>
    public static double Between(FeatureStatistics first, FeatureStatistics second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Dimension != second.Dimension)
            throw new ArgumentException($"Features of {first.Dimension} and of {second.Dimension} dimensions have no distance.", nameof(second));
        using var unrecorded = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var means = (first.Mean - second.Mean).square().sum().item<double>();
        var spread = first.Covariance.trace().item<double>() + second.Covariance.trace().item<double>();
        if (!double.IsFinite(means + spread))
            return double.NaN;
        var fewer = (first.Count ?? long.MaxValue) <= (second.Count ?? long.MaxValue);
        return Math.Max(0, means + spread - 2 * OnOneThread(() => RootTrace(fewer ? first : second, fewer ? second : first)));
    }

    /// <summary>
    /// Eigenvalue problems are thousands of short parallel parts, whose threads wait for each other in busy loops: beside
    /// other work two threads took four times the processor time of one.
    /// </summary>
    private static double OnOneThread(Func<double> compute)
    {
        var threads = torch.get_num_threads();
        torch.set_num_threads(1);
        try
        {
            return compute();
        }
        finally
        {
            torch.set_num_threads(threads);
        }
    }

    /// <summary>tr (Σ₁Σ₂)^½; the rank of <paramref name="narrow"/> should be the smaller.</summary>
    private static double RootTrace(FeatureStatistics narrow, FeatureStatistics wide)
    {
        var (values, vectors) = torch.linalg.eigh(narrow.Covariance);
        var rounding = values[-1] * (narrow.Dimension * MachineEpsilon);
        var rank = values.gt(rounding).sum().item<long>();
        if (rank == 0)
            return 0;
        var start = narrow.Dimension - rank;
        var root = vectors.narrow(1, start, rank) * values.narrow(0, start, rank).sqrt();
        var product = root.t().mm(wide.Covariance).mm(root);
        return torch.linalg.eigvalsh(product).clamp_min(0).sqrt().sum().item<double>();
    }
}
