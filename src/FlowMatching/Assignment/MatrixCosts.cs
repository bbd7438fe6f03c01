using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastOde.FlowMatching.Assignment;

/// <summary>Costs given as a dense matrix: for points of many dimensions, or costs that are no distance.</summary>
public sealed class MatrixCosts : AssignmentCosts
{
    private readonly double[] costs;
    private readonly int[] rowClasses;

    /// <summary>Copies a matrix.</summary>
    /// <param name="entries">Count × Count finite costs, row after row.</param>
    /// <param name="count">Rows and columns, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not count², or an entry is not finite.</exception>
    public MatrixCosts(ReadOnlySpan<double> entries, int count)
        : base(count)
    {
        if (entries.Length != (long)count * count)
            throw new ArgumentException($"{count} rows need {(long)count * count} costs, not {entries.Length}.", nameof(entries));

        costs = new double[count * PaddedCount];
        double sum = 0, squares = 0;
        for (var row = 0; row < count; row++)
        {
            for (var place = 0; place < count; place++)
            {
                var cost = entries[row * count + Order[place]];
                costs[row * PaddedCount + place] = cost;
                sum += cost - entries[0];
                squares += (cost - entries[0]) * (cost - entries[0]);
            }
        }
        var mean = sum / entries.Length;
        var variance = squares / entries.Length - mean * mean;
        if (!double.IsFinite(variance))
            throw new ArgumentException("Every cost must be finite.", nameof(entries));

        rowClasses = EqualRows.Classes(entries, count);
        Spread = Math.Sqrt(Math.Max(0, variance));
    }

    /// <inheritdoc/>
    public override double Spread { get; }

    /// <inheritdoc/>
    internal override int RowClass(int row) => rowClasses[row];

    /// <inheritdoc/>
    internal override Vector512<double> AddRow(int row, ReadOnlySpan<double> prices, Span<double> into)
    {
        var terms = Vectors(costs.AsSpan(row * PaddedCount, PaddedCount));
        var addends = Vectors(prices)[..terms.Length];
        var sums = MemoryMarshal.Cast<double, Vector512<double>>(into)[..terms.Length];
        var least = Vector512.Create(double.PositiveInfinity);
        for (var k = 0; k < terms.Length; k++)
        {
            sums[k] = terms[k] + addends[k];
            least = Vector512.Min(least, sums[k]);
        }
        return least;
    }
}
