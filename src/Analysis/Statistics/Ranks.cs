namespace FastOde.Analysis.Statistics;

/// <summary>Ranks of values.</summary>
internal static class Ranks
{
    /// <summary>The rank of each value, the least having 1; equal values share the mean of their ranks.</summary>
    /// <param name="values">Values, no NaN among them.</param>
    internal static double[] Of(IReadOnlyList<double> values)
    {
        int[] order = [.. Enumerable.Range(0, values.Count).OrderBy(index => values[index])];
        var ranks = new double[values.Count];
        for (var first = 0; first < order.Length;)
        {
            var behind = first + 1;
            while (behind < order.Length && values[order[behind]] == values[order[first]])
                behind++;
            for (var at = first; at < behind; at++)
                ranks[order[at]] = (first + 1 + behind) / 2.0;
            first = behind;
        }

        return ranks;
    }
}
