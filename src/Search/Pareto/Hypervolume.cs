namespace FastOde.Search.Pareto;

/// <summary>
/// The volume that points dominate up to a reference point (Zitzler and Thiele, PPSN 1998): how far a front has come, in one number.
/// </summary>
public static class Hypervolume
{
    /// <summary>
    /// The volume of all that some point dominates and that dominates the reference. With two values a sweep takes O(n log n); each further one
    /// multiplies that by n, because the volume is cut into slices.
    /// </summary>
    /// <param name="points">Points whose values are all to be minimised. One that is not better than the reference everywhere adds nothing, nor does one without finite values.</param>
    /// <param name="reference">The reference, with as many values as each point, at least one.</param>
    /// <exception cref="ArgumentException">A point has another number of values, or the reference none or an infinite one.</exception>
    public static double Of(IEnumerable<IReadOnlyList<double>> points, IReadOnlyList<double> reference)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Count == 0 || !reference.All(double.IsFinite))
            throw new ArgumentException("The reference needs at least one value, and finite ones alone.", nameof(reference));
        var all = points.ToList();
        if (all.Exists(point => point.Count != reference.Count))
            throw new ArgumentException($"Each point needs {reference.Count} values, as the reference has.", nameof(points));
        return Volume([.. all.Where(point => point.Zip(reference).All(pair => double.IsFinite(pair.First) && pair.First < pair.Second))], reference, reference.Count);
    }

    /// <summary>The volume in the first few dimensions.</summary>
    private static double Volume(List<IReadOnlyList<double>> points, IReadOnlyList<double> reference, int dimensions)
    {
        if (points.Count == 0)
            return 0;
        if (dimensions == 1)
            return reference[0] - points.Min(point => point[0]);
        if (dimensions == 2)
            return Area(points, reference);

        var last = dimensions - 1;
        points.Sort((a, b) => a[last].CompareTo(b[last]));
        var volume = 0.0;
        for (var count = 1; count <= points.Count; count++)
        {
            var depth = (count < points.Count ? points[count][last] : reference[last]) - points[count - 1][last];
            if (depth > 0)
                volume += depth * Volume(points[..count], reference, last);
        }

        return volume;
    }

    private static double Area(List<IReadOnlyList<double>> points, IReadOnlyList<double> reference)
    {
        var area = 0.0;
        var top = reference[1];
        foreach (var point in points.OrderBy(point => point[0]).ThenBy(point => point[1]))
        {
            if (point[1] >= top)
                continue;
            area += (reference[0] - point[0]) * (top - point[1]);
            top = point[1];
        }

        return area;
    }
}
