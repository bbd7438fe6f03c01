namespace FastOde.Search.Importance;

/// <summary>
/// Grows a regression tree: each node is split where the squared errors around the means of its branches sum up to the least.
/// Categories are ordered by their means for that, which finds the best of all subsets (Fisher, JASA 1958). A parameter that some
/// trial of a node lacks is not split there: what decides whether trials have it is split before it.
/// </summary>
/// <param name="columns">The parameters.</param>
/// <param name="targets">The value of each trial.</param>
/// <param name="weights">How often each trial counts.</param>
internal sealed class TreeGrower(IReadOnlyList<ParameterColumn> columns, double[] targets, int[] weights)
{
    private readonly double[][] values = [.. columns.Select(column => column.Values.ToArray())];
    private readonly bool[] goesLeft = new bool[targets.Length];

    /// <summary>Grows a tree from the trials that count.</summary>
    /// <param name="orders">The trials by each parameter's value, NaN first.</param>
    internal TreeNode Grow(int[][] orders) => Node([.. orders.Select(order => Array.FindAll(order, trial => weights[trial] > 0))]);

    private TreeNode Node(int[][] orders)
    {
        var (weight, sum) = (0.0, 0.0);
        var (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var trial in orders[0])
        {
            (weight, sum) = (weight + weights[trial], sum + (weights[trial] * targets[trial]));
            (least, most) = (Math.Min(least, targets[trial]), Math.Max(most, targets[trial]));
        }

        if (least == most || Best(orders, weight, sum) is not { } best)
            return TreeNode.Leaf(sum / weight);
        foreach (var trial in orders[0])
            goesLeft[trial] = best.Categories?.Contains((int)values[best.Parameter][trial]) ?? values[best.Parameter][trial] <= best.Threshold;
        int[][] leftOrders = [.. orders.Select(order => Array.FindAll(order, trial => goesLeft[trial]))];
        int[][] rightOrders = [.. orders.Select(order => Array.FindAll(order, trial => !goesLeft[trial]))];
        var (left, right) = (Node(leftOrders), Node(rightOrders));
        return best.Categories is { } categories ? TreeNode.Split(best.Parameter, categories, left, right) : TreeNode.Split(best.Parameter, best.Threshold, left, right);
    }

    private Candidate? Best(int[][] orders, double weight, double sum)
    {
        Candidate? best = null;
        for (var parameter = 0; parameter < orders.Length; parameter++)
        {
            // NaN comes first, so that the first tells whether every trial has the parameter.
            if (double.IsNaN(values[parameter][orders[parameter][0]]))
                continue;
            var found = columns[parameter].Categories == 0 ? OfRange(parameter, orders[parameter], weight, sum) : OfCategories(parameter, orders[parameter], weight, sum);
            if (found is not null && (best is null || found.Score > best.Score))
                best = found;
        }

        return best;
    }

    private Candidate? OfRange(int parameter, int[] order, double weight, double sum)
    {
        Candidate? best = null;
        var (leftWeight, leftSum, bestScore) = (0.0, 0.0, double.NegativeInfinity);
        var own = values[parameter];
        for (var place = 0; place + 1 < order.Length; place++)
        {
            var trial = order[place];
            (leftWeight, leftSum) = (leftWeight + weights[trial], leftSum + (weights[trial] * targets[trial]));
            var (here, next) = (own[trial], own[order[place + 1]]);
            if (here == next || Score(leftWeight, leftSum, weight, sum) is var score && score <= bestScore)
                continue;
            bestScore = score;
            // Below the next value even where no number lies between the two.
            best = new(score, parameter, Math.Min((here + next) / 2, Math.BitDecrement(next)), null);
        }

        return best;
    }

    private Candidate? OfCategories(int parameter, int[] order, double weight, double sum)
    {
        var sums = order.GroupBy(trial => (int)values[parameter][trial])
            .Select(group => (Category: group.Key, Weight: (double)group.Sum(trial => weights[trial]), Sum: group.Sum(trial => weights[trial] * targets[trial])))
            .OrderBy(group => group.Sum / group.Weight).ThenBy(group => group.Category).ToList();
        Candidate? best = null;
        var (leftWeight, leftSum) = (0.0, 0.0);
        for (var place = 0; place + 1 < sums.Count; place++)
        {
            (leftWeight, leftSum) = (leftWeight + sums[place].Weight, leftSum + sums[place].Sum);
            if (Score(leftWeight, leftSum, weight, sum) is var score && (best is null || score > best.Score))
                best = new(score, parameter, 0, sums.Take(place + 1).Select(group => group.Category).ToHashSet());
        }

        return best;
    }

    /// <summary>The larger this is, the less the squared errors that are left.</summary>
    private static double Score(double leftWeight, double leftSum, double weight, double sum) =>
        (leftSum * leftSum / leftWeight) + ((sum - leftSum) * (sum - leftSum) / (weight - leftWeight));

    private sealed record Candidate(double Score, int Parameter, double Threshold, IReadOnlySet<int>? Categories);
}
