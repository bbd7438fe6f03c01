using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// The costs of a square assignment problem, a row at a time, so that a large matrix need not exist. Columns are held in
/// a shuffled order: whatever order the caller's columns have, each of the eight lanes then sees a fair sample of them.
/// </summary>
public abstract class AssignmentCosts
{
    /// <summary>Lanes of a vector of sums; a row of sums is padded to a multiple of this.</summary>
    public const int Lanes = 8;

    /// <summary>Shuffles the columns of a problem, always the same way.</summary>
    /// <param name="count">Rows and columns, at least 1.</param>
    protected AssignmentCosts(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Order = Enumerable.Range(0, count).ToArray();
        new Random(count).Shuffle(Order);
    }

    /// <summary>The number of rows and of columns.</summary>
    public int Count => Order.Length;

    /// <summary><see cref="Count"/> rounded up to whole vectors.</summary>
    public int PaddedCount => (Count + Lanes - 1) / Lanes * Lanes;

    /// <summary>How far costs typically lie apart (standard deviation of the entries); 0 when all assignments cost the same.</summary>
    public abstract double Spread { get; }

    /// <summary>Equal numbers for rows whose costs are equal in every column: the first such row.</summary>
    internal abstract int RowClass(int row);

    /// <summary>The caller's number of the column at each place of the shuffled order.</summary>
    internal int[] Order { get; }

    /// <summary>Writes cost(row, column at place j) + prices[j] for every place j.</summary>
    /// <param name="row">The row, 0 to Count - 1.</param>
    /// <param name="prices">Prices by place, length <see cref="PaddedCount"/>, infinite in the padding.</param>
    /// <param name="into">Receives the sums, length <see cref="PaddedCount"/>.</param>
    /// <returns>The least sum of each lane, that is of the places with equal remainder modulo <see cref="Lanes"/>.</returns>
    internal abstract Vector512<double> AddRow(int row, ReadOnlySpan<double> prices, Span<double> into);

    /// <summary>A span of whole vectors seen as such.</summary>
    protected static ReadOnlySpan<Vector512<double>> Vectors(ReadOnlySpan<double> numbers) =>
        MemoryMarshal.Cast<double, Vector512<double>>(numbers);
}
