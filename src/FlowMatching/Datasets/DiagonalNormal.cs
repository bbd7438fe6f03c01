namespace FastOde.FlowMatching.Datasets;

/// <summary>A zero-mean normal distribution with diagonal covariance: the prior over noise.</summary>
/// <param name="Variances">Variance of each dimension, all positive; one entry a data dimension.</param>
public sealed record DiagonalNormal(IReadOnlyList<float> Variances)
{
    /// <summary>The standard normal in <paramref name="dimension"/> dimensions.</summary>
    public static DiagonalNormal Standard(int dimension) => new(Enumerable.Repeat(1f, dimension).ToArray());
}
