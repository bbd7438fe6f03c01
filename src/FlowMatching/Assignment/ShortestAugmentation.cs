namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// The exact part: from any prices, matches as many rows as can be matched at their cheapest column, then adds the others
/// one by one along shortest paths in reduced costs. (R. Jonker and A. Volgenant, Computing 38, 1987; here Dijkstra's
/// search opens only the candidate lists, and looks at a whole row when the search reaches the bound of its list.)
/// </summary>
internal sealed class ShortestAugmentation
{
    private const int ReductionPasses = 2;

    private readonly AssignmentCosts costs;
    private readonly CandidateLists lists;
    private readonly double[] prices;
    private readonly int[] columnOf;
    private readonly int[] rowOf;
    private readonly double[] distance;
    private readonly int[] reachedFrom;
    private readonly int[] openedIn;
    private readonly double[] openPrices;
    private readonly double[] offset;
    private readonly double[] sums;
    private readonly List<int> touched = [];
    private readonly List<int> closed = [];

    // Columns that were reached, and rows (as complements, negative) whose unlisted columns come into reach.
    private readonly PriorityQueue<int, double> frontier = new();
    private double nearestFree;
    private int search;
    private List<int> free = [];

    public ShortestAugmentation(AssignmentCosts costs, CandidateLists lists, double[] prices)
    {
        var count = costs.Count;
        this.costs = costs;
        this.lists = lists;
        this.prices = prices;
        columnOf = new int[count];
        rowOf = new int[count];
        distance = new double[count];
        Array.Fill(distance, double.PositiveInfinity);
        reachedFrom = new int[count];
        openedIn = new int[count];
        openPrices = new double[prices.Length];
        offset = new double[count];
        sums = new double[prices.Length];
    }

    /// <summary>Starts afresh with the matches that the present prices give away.</summary>
    /// <returns>How many rows found no column of their own.</returns>
    public int MatchByPrices()
    {
        Array.Fill(columnOf, -1);
        Array.Fill(rowOf, -1);
        free = MatchCheapest();
        for (var pass = 0; pass < ReductionPasses; pass++)
            free = Reduce(free);

        return free.Count;
    }

    /// <summary>Adds the rows that <see cref="MatchByPrices"/> left, and raises the prices until they prove the matching optimal.</summary>
    /// <returns>The column of each row.</returns>
    public int[] Complete(CancellationToken cancellationToken)
    {
        prices.CopyTo(openPrices, 0);
        foreach (var row in free)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Augment(row);
        }
        return columnOf;
    }

    private List<int> MatchCheapest()
    {
        var unmatched = new List<int>();
        for (var row = 0; row < columnOf.Length; row++)
        {
            var column = lists.Cheapest(row, prices, out _, out _);
            if (rowOf[column] < 0)
            {
                Match(row, column);
            }
            else
            {
                unmatched.Add(row);
            }
        }
        return unmatched;
    }

    // Augmenting row reduction: a free row takes its cheapest column and raises its price to what the second cheapest
    // costs, which leaves the reduced cost of the new match at zero; who held the column is free instead.
    private List<int> Reduce(List<int> waiting)
    {
        var left = new List<int>();
        var bids = 8 * columnOf.Length;
        for (var k = 0; k < waiting.Count;)
        {
            var row = waiting[k];
            var column = lists.Cheapest(row, prices, out var least, out var second);
            var holder = rowOf[column];
            var rises = second > least && double.IsFinite(second) && bids-- > 0;
            if (rises)
            {
                prices[column] += second - least;
            }
            else if (holder >= 0)
            {
                left.Add(row);
                k++;
                continue;
            }
            Match(row, column);
            if (holder < 0)
            {
                k++;
                continue;
            }
            columnOf[holder] = -1;
            waiting[k] = holder;
        }
        return left;
    }

    private void Match(int row, int column)
    {
        columnOf[row] = column;
        rowOf[column] = row;
    }

    private void Augment(int start)
    {
        search++;
        nearestFree = double.PositiveInfinity;
        Open(start, 0);
        var end = Search(out var length);
        foreach (var column in closed)
        {
            prices[column] += length - distance[column];
            openPrices[column] = prices[column];
        }
        for (int column = end, row = -1; row != start;)
        {
            row = reachedFrom[column];
            var next = columnOf[row];
            Match(row, column);
            column = next;
        }
        foreach (var column in touched)
            distance[column] = double.PositiveInfinity;

        touched.Clear();
        closed.Clear();
        frontier.Clear();
    }

    // The free column nearest in reduced costs, and how far it is.
    private int Search(out double length)
    {
        while (frontier.TryDequeue(out var next, out length))
        {
            if (next < 0)
            {
                OpenWholly(~next);
                continue;
            }
            if (double.IsPositiveInfinity(openPrices[next]))
                continue;

            if (rowOf[next] < 0)
                return next;

            closed.Add(next);
            openPrices[next] = double.PositiveInfinity;
            Open(rowOf[next], length);
        }
        throw new InvalidOperationException("An assignment problem with finite costs has an augmenting path, but none was found.");
    }

    private void Open(int row, double length)
    {
        // A row equal to one that was opened earlier, hence nearer, reaches nothing sooner than that one did.
        ref var opened = ref openedIn[costs.RowClass(row)];
        if (opened == search)
            return;

        opened = search;
        lists.Cheapest(row, prices, out var least, out _);
        offset[row] = length - least;
        var columns = lists.Columns(row);
        var columnCosts = lists.Costs(row);
        for (var k = 0; k < columns.Length; k++)
            Reach(columns[k], row, offset[row] + columnCosts[k] + openPrices[columns[k]]);

        var bound = offset[row] + lists.Bound(row);
        if (bound < nearestFree)
            frontier.Enqueue(~row, bound);
    }

    private void OpenWholly(int row)
    {
        costs.AddRow(row, openPrices, sums);
        for (var column = 0; column < distance.Length; column++)
            Reach(column, row, offset[row] + sums[column]);
    }

    private void Reach(int column, int row, double length)
    {
        if (length >= distance[column] || length >= nearestFree)
            return;

        if (double.IsPositiveInfinity(distance[column]))
            touched.Add(column);

        distance[column] = length;
        reachedFrom[column] = row;
        frontier.Enqueue(column, length);
        if (rowOf[column] < 0)
            nearestFree = length;
    }
}
