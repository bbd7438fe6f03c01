using TorchSharp;

namespace FastOde.FlowMatching.Metrics.Features;

/// <summary>Mean and covariance of the features of a set of images: all that the Fréchet distance looks at.</summary>
public sealed record FeatureStatistics : IDisposable
{
    /// <summary>How many images there were, at least 2; null where a file of statistics does not say.</summary>
    public long? Count { get; init; }

    /// <summary>Their mean, float64, shape [dimension].</summary>
    public required torch.Tensor Mean { get; init; }

    /// <summary>Their covariance with divisor <see cref="Count"/> − 1, float64, shape [dimension, dimension], symmetric.</summary>
    public required torch.Tensor Covariance { get; init; }

    /// <summary>Numbers of one image's features.</summary>
    public int Dimension => (int)Mean.shape[0];

    /// <summary>The statistics of features that are all there.</summary>
    /// <param name="features">Shape [n, dimension], n at least 2.</param>
    public static FeatureStatistics Of(torch.Tensor features)
    {
        ArgumentNullException.ThrowIfNull(features);
        using var accumulator = new FeatureAccumulator();
        accumulator.Add(features);
        return accumulator.Statistics();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Mean.Dispose();
        Covariance.Dispose();
    }
}
