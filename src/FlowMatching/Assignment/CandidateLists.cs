using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// For every row a short list of its cheapest columns (cost plus price) and a bound below all others. Prices only rise
/// while a problem is solved, so a bound stays true, and most questions about a row are answered from its list without
/// looking at all columns.
/// </summary>
internal sealed class CandidateLists
{
    private const int Capacity = 40;

    private readonly AssignmentCosts costs;
    private readonly double[] sums;
    private readonly int[] columns;
    private readonly double[] columnCosts;
    private readonly int[] lengths;
    private readonly double[] bounds;

    public CandidateLists(AssignmentCosts costs)
    {
        this.costs = costs;
        var count = costs.Count;
        sums = new double[costs.PaddedCount];
        columns = new int[count * Capacity];
        columnCosts = new double[count * Capacity];
        lengths = new int[count];
        bounds = new double[count];
        Array.Fill(bounds, double.NegativeInfinity);
    }

    /// <summary>The number of rows and of lists.</summary>
    public int RowCount => lengths.Length;

    /// <summary>The columns on a row's list, in no order.</summary>
    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(row * Capacity, lengths[row]);

    /// <summary>Their costs, without prices.</summary>
    public ReadOnlySpan<double> Costs(int row) => columnCosts.AsSpan(row * Capacity, lengths[row]);

    /// <summary>No column outside the row's list has a smaller cost plus price than this.</summary>
    public double Bound(int row) => bounds[row];

    /// <summary>The row's cheapest column and its cost plus price, and that of the second cheapest.</summary>
    public int Cheapest(int row, double[] prices, out double least, out double second)
    {
        var best = CheapestListed(row, prices, out least, out second);
        if (second <= bounds[row])
            return best;

        Refill(row, prices);
        return CheapestListed(row, prices, out least, out second);
    }

    private int CheapestListed(int row, double[] prices, out double least, out double second)
    {
        var listed = Columns(row);
        var listedCosts = Costs(row)[..listed.Length];
        var best = -1;
        double first = double.PositiveInfinity, next = double.PositiveInfinity;
        for (var k = 0; k < listed.Length; k++)
        {
            var sum = listedCosts[k] + prices[listed[k]];
            if (sum < first)
            {
                next = first;
                first = sum;
                best = listed[k];
            }
            else if (sum < next)
            {
                next = sum;
            }
        }
        least = first;
        second = next;
        return best;
    }

    // The largest of the lanes' least sums is the limit: eight columns or more, about twenty on average, cost no more.
    private void Refill(int row, double[] prices)
    {
        var least = costs.AddRow(row, prices, sums);
        var limit = least[0];
        for (var lane = 1; lane < AssignmentCosts.Lanes; lane++)
            limit = Math.Max(limit, least[lane]);

        var all = costs.Count <= Capacity;
        if (all)
            limit = double.MaxValue;

        lengths[row] = 0;
        bounds[row] = all ? double.PositiveInfinity : limit;
        var limits = Vector512.Create(limit);
        var vectors = MemoryMarshal.Cast<double, Vector512<double>>(sums);
        for (var k = 0; k < vectors.Length; k++)
        {
            var within = Vector512.LessThanOrEqual(vectors[k], limits).ExtractMostSignificantBits();
            for (; within != 0; within &= within - 1)
            {
                var column = k * AssignmentCosts.Lanes + BitOperations.TrailingZeroCount(within);
                Keep(row, column, sums[column] - prices[column], prices);
            }
        }
    }

    private void Keep(int row, int column, double cost, double[] prices)
    {
        int start = row * Capacity, length = lengths[row];
        if (length < Capacity)
        {
            columns[start + length] = column;
            columnCosts[start + length] = cost;
            lengths[row] = length + 1;
            return;
        }
        var worst = start;
        var worstSum = double.NegativeInfinity;
        for (var k = start; k < start + Capacity; k++)
        {
            var sum = columnCosts[k] + prices[columns[k]];
            if (sum > worstSum)
                (worst, worstSum) = (k, sum);
        }
        var newSum = cost + prices[column];
        bounds[row] = Math.Min(bounds[row], Math.Max(newSum, worstSum));
        if (newSum < worstSum)
            (columns[worst], columnCosts[worst]) = (column, cost);
    }
}
