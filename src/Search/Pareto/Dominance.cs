namespace FastOde.Search.Pareto;

/// <summary>Which of several points are better than others, when each has several values that are all to be minimised.</summary>
public static class Dominance
{
    /// <summary>Whether a point is nowhere worse than another, and somewhere better.</summary>
    /// <param name="point">A point.</param>
    /// <param name="other">Another with as many values.</param>
    public static bool Dominates(IReadOnlyList<double> point, IReadOnlyList<double> other)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(other);
        var better = false;
        for (var i = 0; i < point.Count; i++)
        {
            if (point[i] > other[i])
                return false;
            better |= point[i] < other[i];
        }

        return better;
    }

    /// <summary>
    /// The front of each point: 0 for those that no point dominates, 1 for those that only points of front 0 dominate, and so on.
    /// Takes O(n log n) for two values, and at most O(n²) for more.
    /// </summary>
    /// <param name="points">Points with the same number of values, at least one.</param>
    /// <returns>A front for each point; null for one that lacks a finite value, which is compared with none.</returns>
    /// <exception cref="ArgumentException">Points differ in their number of values.</exception>
    public static IReadOnlyList<int?> Fronts(IReadOnlyList<IReadOnlyList<double>> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Any(point => point.Count == 0 || point.Count != points[0].Count))
            throw new ArgumentException("Points need the same number of values, at least one.", nameof(points));

        // In this order a point is dominated by earlier ones alone, so that each goes to the first front which does not dominate it.
        var order = Enumerable.Range(0, points.Count).Where(index => points[index].All(double.IsFinite)).ToArray();
        Array.Sort(order, (a, b) => Compare(points[a], points[b]) is var sign && sign != 0 ? sign : a.CompareTo(b));
        List<List<IReadOnlyList<double>>> fronts = [];
        var front = new int?[points.Count];
        foreach (var index in order)
        {
            var (low, high) = (0, fronts.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (IsDominated(points[index], fronts[middle]))
                    low = middle + 1;
                else
                    high = middle;
            }

            if (low == fronts.Count)
                fronts.Add([]);
            fronts[low].Add(points[index]);
            front[index] = low;
        }

        return front;
    }

    /// <summary>Places of the points that no other dominates, in their order; equal points all belong to it.</summary>
    /// <param name="points">Points with the same number of values.</param>
    public static IReadOnlyList<int> Front(IReadOnlyList<IReadOnlyList<double>> points)
    {
        var fronts = Fronts(points);
        return [.. Enumerable.Range(0, fronts.Count).Where(index => fronts[index] == 0)];
    }

    private static bool IsDominated(IReadOnlyList<double> point, List<IReadOnlyList<double>> front)
    {
        // With two values the newest of a front has the least second one: where it does not dominate, none does.
        for (var i = front.Count - 1; i >= (point.Count <= 2 ? front.Count - 1 : 0); i--)
        {
            if (Dominates(front[i], point))
                return true;
        }

        return false;
    }

    private static int Compare(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        for (var i = 0; i < a.Count; i++)
        {
            if (a[i] != b[i])
                return a[i].CompareTo(b[i]);
        }

        return 0;
    }
}
