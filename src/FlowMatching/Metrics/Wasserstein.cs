using FastOde.FlowMatching.Assignment;
using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// The exact 2-Wasserstein distance between two sets of equally many points: W2² is the least mean squared distance over
/// all one-to-one matchings. It is solved as an assignment problem, not approximated.
/// </summary>
public static class Wasserstein
{
    /// <summary>The distance between two point sets.</summary>
    /// <param name="first">Shape [n, dimension…], floating point, finite.</param>
    /// <param name="second">The same shape.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>W2, in the units of the coordinates.</returns>
    /// <exception cref="ArgumentException">Shapes differ, a set is empty, or a coordinate is not finite.</exception>
    public static double Distance(torch.Tensor first, torch.Tensor second, CancellationToken cancellationToken = default) =>
        Match(first, second, cancellationToken).Distance;

    /// <summary>The distance, the matching that attains it, and the proof.</summary>
    /// <inheritdoc cref="Distance"/>
    public static WassersteinMatching Match(torch.Tensor first, torch.Tensor second, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.dim() < 2 || !first.shape.SequenceEqual(second.shape))
        {
            throw new ArgumentException(
                $"Two point sets of one shape [n, dimension…] are needed, not [{string.Join(", ", first.shape)}] and [{string.Join(", ", second.shape)}].");
        }

        var dimension = checked((int)(first.numel() / Math.Max(1, first.shape[0])));
        return Match(Points.Of(first), Points.Of(second), dimension, cancellationToken);
    }

    /// <summary>As <see cref="Match(torch.Tensor, torch.Tensor, CancellationToken)"/>, for points that are no tensors.</summary>
    /// <param name="first">Points of <paramref name="dimension"/> coordinates each, one after the other.</param>
    /// <param name="second">As many points, laid out the same way.</param>
    /// <param name="dimension">Coordinates of a point, at least 1.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public static WassersteinMatching Match(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, int dimension, CancellationToken cancellationToken = default)
    {
        var optimum = LinearAssignment.Solve(new PointCosts(first, second, dimension), cancellationToken);
        double sum = 0;
        for (var point = 0; point < optimum.Columns.Length; point++)
        {
            var start = point * dimension;
            var partner = optimum.Columns[point] * dimension;
            for (var coordinate = 0; coordinate < dimension; coordinate++)
            {
                var difference = (double)first[start + coordinate] - second[partner + coordinate];
                sum += difference * difference;
            }
        }

        return new WassersteinMatching(Math.Sqrt(sum / optimum.Columns.Length), optimum);
    }
}
