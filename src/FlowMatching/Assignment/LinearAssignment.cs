namespace FastOde.FlowMatching.Assignment;

/// <summary>
/// Solves the linear assignment problem exactly: an auction finds good prices, shortest augmenting paths finish the job,
/// and the prices prove the result. Deterministic; 2,048 points in the plane take a few hundredths of a second on one core.
/// </summary>
public static class LinearAssignment
{
    // Relative to the spread of the costs; chosen by measuring 2,048 points in the plane, where half or double costs little.
    private const double FirstIncrement = 0.25;
    private const double LastIncrement = 0.125;
    private const double Refinement = 0.01;
    private const double FinestIncrement = 1e-11;

    /// <summary>Finds the assignment of rows to columns whose costs have the least sum.</summary>
    /// <param name="costs">Finite costs.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    /// <returns>The matching, the prices and how far they are from a perfect proof.</returns>
    public static AssignmentResult Solve(AssignmentCosts costs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (costs.Spread == 0)
            return new AssignmentResult(Enumerable.Range(0, costs.Count).ToArray(), new double[costs.Count], 0);

        var prices = new double[costs.PaddedCount];
        prices.AsSpan(costs.Count).Fill(double.PositiveInfinity);
        var places = Match(costs, prices, cancellationToken);
        var gap = Gap(costs, places, prices);
        return new AssignmentResult(
            Array.ConvertAll(places, place => costs.Order[place]), InCallersOrder(costs, prices), gap);
    }

    private static int[] Match(AssignmentCosts costs, double[] prices, CancellationToken cancellationToken)
    {
        var lists = new CandidateLists(costs);
        var augmentation = new ShortestAugmentation(costs, lists, prices);
        var increment = costs.Spread * LastIncrement / costs.Count;
        var finest = costs.Spread * FinestIncrement;
        Auction.Run(lists, prices, costs.Spread * FirstIncrement, increment, cancellationToken);

        // Equal rows always leave all but one of them over; many more than that means that costs differ on a smaller scale
        // too, such as within tight clusters, and that finer prices are cheaper than long searches.
        var copies = Enumerable.Range(0, costs.Count).Count(row => costs.RowClass(row) != row);
        while (augmentation.MatchByPrices() > copies + costs.Count / 4 && increment > finest)
        {
            Auction.Run(lists, prices, increment / Auction.Reduction, increment * Refinement, cancellationToken);
            increment *= Refinement;
        }
        return augmentation.Complete(cancellationToken);
    }

    // Looks at all costs once more, so the proof does not lean on the lists that led to the result.
    private static double Gap(AssignmentCosts costs, int[] places, double[] prices)
    {
        double gap = 0;
        var sums = new double[prices.Length];
        for (var row = 0; row < places.Length; row++)
        {
            var leastByLane = costs.AddRow(row, prices, sums);
            var least = leastByLane[0];
            for (var lane = 1; lane < AssignmentCosts.Lanes; lane++)
                least = Math.Min(least, leastByLane[lane]);

            gap = Math.Max(gap, sums[places[row]] - least);
        }
        return gap;
    }

    private static double[] InCallersOrder(AssignmentCosts costs, double[] prices)
    {
        var ordered = new double[costs.Count];
        for (var place = 0; place < ordered.Length; place++)
            ordered[costs.Order[place]] = prices[place];

        return ordered;
    }
}
