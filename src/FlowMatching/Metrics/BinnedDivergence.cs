using TorchSharp;

namespace FastOde.FlowMatching.Metrics;

/// <summary>
/// Kullback–Leibler divergence between points in the plane and a fixed reference set, Σ p ln(p/q) over the bins of a square grid: p is
/// the share of the reference in a bin, q that of the points. Half a point is added to every bin of q, so that an empty one costs
/// much and not infinitely much; points outside the grid take their share away from all bins.
/// </summary>
public sealed class BinnedDivergence
{
    /// <summary>Bins along an axis.</summary>
    public const int Bins = 16;

    private const double Added = 0.5;

    private readonly double[] low = new double[2];
    private readonly double[] width = new double[2];
    private readonly double[] shares;

    /// <summary>Lays the grid over the reference set.</summary>
    /// <param name="reference">Shape [n, 2], finite, on the CPU; not kept.</param>
    /// <exception cref="ArgumentException">The points are not in the plane, or there are none.</exception>
    public BinnedDivergence(torch.Tensor reference)
    {
        var points = Coordinates(reference);
        for (var axis = 0; axis < 2; axis++)
        {
            var values = points.Where((_, index) => index % 2 == axis);
            low[axis] = values.Min();

            // A set without width in a direction has one bin there.
            width[axis] = values.Max() - low[axis] is > 0 and var range ? range / Bins : double.PositiveInfinity;
        }

        shares = [.. Counts(points).Select(count => count / (points.Length / 2.0))];
    }

    /// <summary>The divergence of points from the reference set, in nats; at least 0 up to what is added.</summary>
    /// <param name="points">Shape [m, 2], finite, on the CPU.</param>
    /// <exception cref="ArgumentException">The points are not in the plane, or there are none.</exception>
    public double Of(torch.Tensor points)
    {
        var all = Coordinates(points);
        var counts = Counts(all);
        var weight = (all.Length / 2.0) + (Added * counts.Length);
        var sum = 0.0;
        for (var bin = 0; bin < counts.Length; bin++)
        {
            if (shares[bin] > 0)
                sum += shares[bin] * Math.Log(shares[bin] * weight / (counts[bin] + Added));
        }

        return sum;
    }

    private double[] Counts(double[] points)
    {
        var counts = new double[Bins * Bins];
        for (var index = 0; index < points.Length; index += 2)
        {
            if (Bin(points[index], 0) is { } column && Bin(points[index + 1], 1) is { } row)
                counts[(row * Bins) + column]++;
        }

        return counts;
    }

    private int? Bin(double value, int axis)
    {
        var place = Math.Floor((value - low[axis]) / width[axis]);

        // The largest value of the reference stands at the far edge of the last bin.
        return place == Bins && value <= low[axis] + (Bins * width[axis]) ? Bins - 1 : place is >= 0 and < Bins ? (int)place : null;
    }

    private static double[] Coordinates(torch.Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.dim() != 2 || points.shape[0] == 0 || points.shape[1] != 2)
            throw new ArgumentException($"points of shape [n, 2] are needed, not [{string.Join(", ", points.shape)}]", nameof(points));
        using var exact = points.to(torch.float64);
        return exact.data<double>().ToArray();
    }
}
