namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// Bertsekas' auction with falling ε: rows bid for columns, and a column's price rises until everyone is content to within ε.
/// It finds prices close to the optimal ones in time that hardly depends on how the points lie; the matching itself is
/// left to <see cref="ShortestAugmentation"/>, which is exact. (D. P. Bertsekas, "The auction algorithm", 1988.)
/// </summary>
internal static class Auction
{
    /// <summary>By how much the increment falls from round to round.</summary>
    public const double Reduction = 5;

    /// <summary>Raises prices from wherever they are to ones that are optimal to within <paramref name="last"/> a row.</summary>
    /// <param name="lists">The rows' candidates.</param>
    /// <param name="prices">Prices of the columns.</param>
    /// <param name="first">Increment (ε) of the first round.</param>
    /// <param name="last">Increment of the last round.</param>
    /// <param name="cancellationToken">Looked at between rounds.</param>
    public static void Run(CandidateLists lists, double[] prices, double first, double last, CancellationToken cancellationToken)
    {
        var rowOf = new int[prices.Length];
        var waiting = new int[lists.RowCount];
        for (var increment = first; ; increment = Math.Max(last, increment / Reduction))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Round(lists, prices, increment, rowOf, waiting);
            if (increment <= last)
                return;
        }
    }

    private static void Round(CandidateLists lists, double[] prices, double increment, int[] rowOf, int[] waiting)
    {
        Array.Fill(rowOf, -1);
        for (var row = 0; row < waiting.Length; row++)
            waiting[row] = waiting.Length - 1 - row;

        for (var left = waiting.Length; left > 0;)
        {
            var row = waiting[--left];
            var column = lists.Cheapest(row, prices, out var least, out var second);
            prices[column] += second - least + increment;
            if (rowOf[column] >= 0)
                waiting[left++] = rowOf[column];

            rowOf[column] = row;
        }
    }
}
