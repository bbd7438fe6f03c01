using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// Squared Euclidean costs between two point sets, computed where they are needed. An assignment that minimises the sum of
/// |x - y|² maximises the sum of x·y, so the costs given out are -x·y of the centred and scaled points: the same optimum,
/// better conditioned, and one multiplication a dimension.
/// </summary>
public sealed class PointCosts : AssignmentCosts
{
    private readonly int dimension;
    private readonly int[] rowClasses;
    private readonly double[] rowPoints;
    private readonly double[] columnPoints;

    /// <summary>Prepares the costs of matching <paramref name="rows"/> to <paramref name="columns"/>.</summary>
    /// <param name="rows">Finite points, <paramref name="dimension"/> coordinates each, one after the other.</param>
    /// <param name="columns">As many points, laid out the same way.</param>
    /// <param name="dimension">Coordinates of a point, at least 1.</param>
    /// <exception cref="ArgumentException">The sets are empty or of different size, or a coordinate is not finite.</exception>
    public PointCosts(ReadOnlySpan<float> rows, ReadOnlySpan<float> columns, int dimension)
        : base(CountOf(rows.Length, columns.Length, dimension))
    {
        this.dimension = dimension;
        var identity = Enumerable.Range(0, Count).ToArray();
        rowPoints = Standardised(rows, identity, out var rowScale);
        columnPoints = Standardised(columns, Order, out var columnScale);
        rowClasses = EqualRows.Classes(rows, dimension);
        Spread = rowScale > 0 && columnScale > 0 ? 1 / Math.Sqrt(dimension) : 0;
    }

    /// <inheritdoc/>
    public override double Spread { get; }

    /// <inheritdoc/>
    internal override int RowClass(int row) => rowClasses[row];

    /// <inheritdoc/>
    internal override Vector512<double> AddRow(int row, ReadOnlySpan<double> prices, Span<double> into)
    {
        var least = AddCoordinates(row, 0, prices, into);
        for (var coordinate = 2; coordinate < dimension; coordinate += 2)
            least = AddCoordinates(row, coordinate, into, into);

        return least;
    }

    // Two coordinates a pass: points in the plane, the common case, need only one.
    private Vector512<double> AddCoordinates(int row, int coordinate, ReadOnlySpan<double> prices, Span<double> into)
    {
        var paired = coordinate + 1 < dimension;
        var other = paired ? coordinate + 1 : coordinate;
        var first = Vector512.Create(-rowPoints[coordinate * PaddedCount + row]);
        var second = Vector512.Create(paired ? -rowPoints[other * PaddedCount + row] : 0);
        var firsts = Vectors(columnPoints.AsSpan(coordinate * PaddedCount, PaddedCount));
        var seconds = Vectors(columnPoints.AsSpan(other * PaddedCount, PaddedCount))[..firsts.Length];
        var addends = Vectors(prices)[..firsts.Length];
        var sums = MemoryMarshal.Cast<double, Vector512<double>>(into)[..firsts.Length];
        var least = Vector512.Create(double.PositiveInfinity);
        for (var k = 0; k < firsts.Length; k++)
        {
            var sum = Vector512.FusedMultiplyAdd(first, firsts[k], Vector512.FusedMultiplyAdd(second, seconds[k], addends[k]));
            sums[k] = sum;
            least = Vector512.Min(least, sum);
        }
        return least;
    }

    // Coordinate after coordinate, mean 0 in each, mean square length 1.
    private double[] Standardised(ReadOnlySpan<float> points, int[] order, out double scale)
    {
        var result = new double[dimension * PaddedCount];
        double squares = 0;
        for (var coordinate = 0; coordinate < dimension; coordinate++)
        {
            double mean = 0;
            for (var point = 0; point < Count; point++)
                mean += points[point * dimension + coordinate];

            mean /= Count;
            for (var place = 0; place < Count; place++)
            {
                var offset = points[order[place] * dimension + coordinate] - mean;
                result[coordinate * PaddedCount + place] = offset;
                squares += offset * offset;
            }
        }
        if (!double.IsFinite(squares))
            throw new ArgumentException("Every coordinate must be finite.");

        scale = Math.Sqrt(squares / Count);
        if (scale > 0)
        {
            for (var index = 0; index < result.Length; index++)
                result[index] /= scale;
        }

        return result;
    }

    private static int CountOf(int rows, int columns, int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 1);
        if (rows == 0 || rows % dimension != 0 || rows != columns)
            throw new ArgumentException($"Two non-empty sets of equally many points of {dimension} coordinates are needed, not {rows} and {columns} numbers.");

        return rows / dimension;
    }
}
