namespace FastOde.Analysis.Metrics;

/// <summary>
/// What the name of a metric says: its family, such as <c>fid</c>, and for scores on features the extractor in
/// brackets, as in <c>fid[mnist-classifier]</c>.
/// </summary>
public static class MetricName
{
    private const double NearBest = 0.1;

    // Measured in single precision: what differs by less is the same.
    private const double RelativeRounding = 1e-6;
    private const double AbsoluteRounding = 1e-9;

    /// <summary>What people call a metric: <c>velocityLoss</c> is the velocity loss, <c>fid[x]</c> the FID (x).</summary>
    /// <param name="metric">Name of the metric.</param>
    public static string Title(string metric) => Extractor(metric) is { } extractor
        ? $"{MetricCatalog.Of(metric).Title} ({extractor})"
        : MetricCatalog.Of(metric).Title is var title && title == Family(metric) ? metric : title;

    /// <summary>The title within a sentence: in small letters, but for abbreviations.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static string InSentence(string metric)
    {
        var title = Title(metric);
        var isAbbreviation = title.Length > 1 && (char.IsUpper(title[1]) || char.IsDigit(title[1]));
        return isAbbreviation ? title : char.ToLowerInvariant(title[0]) + title[1..];
    }

    /// <summary>What its values mean, such as <c>data units, less is better</c>.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static string Meaning(string metric) =>
        $"{(MetricCatalog.Of(metric).Unit is { Length: > 0 } unit ? unit + ", " : "")}{(HigherIsBetter(metric) ? "more" : "less")} is better";

    /// <summary>The name without its extractor.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static string Family(string metric) => metric.IndexOf('[', StringComparison.Ordinal) is > 0 and var bracket ? metric[..bracket] : metric;

    /// <summary>Whether a larger value is a better one.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static bool HigherIsBetter(string metric) => MetricCatalog.Of(metric).HigherIsBetter;

    /// <summary>The better of two values.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="values">Values; null where nothing was measured.</param>
    /// <returns>The best, or null where there is none.</returns>
    public static double? Best(string metric, IEnumerable<double?> values)
    {
        var numbers = values.Where(value => value is { } number && double.IsFinite(number));
        return HigherIsBetter(metric) ? numbers.Max() : numbers.Min();
    }

    /// <summary>Whether a value is so near to the best, within 10 % of it or of rounding, that it counts as good as the best.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="value">A value, or null where nothing was measured.</param>
    /// <param name="best">The best, or null where there is none.</param>
    public static bool IsNear(string metric, double? value, double? best) =>
        value is { } number && best is { } goal
        && (Math.Abs(number - goal) <= NearBest * Math.Abs(goal) || IsSame(metric, number, goal));

    /// <summary>Whether two values differ by rounding at most. The value of a test function is as exact as it is computed.</summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="a">A value.</param>
    /// <param name="b">Another.</param>
    public static bool IsSame(string metric, double a, double b) => MetricCatalog.Of(metric).IsExact
        ? a == b
        : Math.Abs(a - b) <= Math.Max(AbsoluteRounding, RelativeRounding * Math.Max(Math.Abs(a), Math.Abs(b)));

    /// <summary>
    /// Whether a metric is 0 whatever was learned: a trajectory of one step is a straight line, so its distance from
    /// one says nothing.
    /// </summary>
    /// <param name="metric">Name of the metric.</param>
    /// <param name="steps">Steps that the solver took.</param>
    public static bool IsZeroByConstruction(string metric, int steps) => steps == 1 && MetricCatalog.Of(metric).IsDeviationFromStraight;

    /// <summary>Whether a metric judges samples, rather than the trajectories that lead to them.</summary>
    /// <param name="metric">Name of the metric.</param>
    public static bool JudgesSamples(string metric) => !MetricCatalog.Of(metric).IsAlongTrajectories;

    /// <summary>
    /// Metrics with those that judge samples first, each part in the order of a spec, which may name a family alone.
    /// </summary>
    /// <param name="metrics">Names of metrics.</param>
    /// <param name="spec">The spec's metrics; those it does not name keep their order after the others.</param>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> metrics, IReadOnlyList<string> spec) =>
        [.. metrics.OrderByDescending(JudgesSamples).ThenBy(metric => Place(metric, spec))];

    private static int Place(string metric, IReadOnlyList<string> spec)
    {
        for (var i = 0; i < spec.Count; i++)
        {
            if (spec[i] == metric || spec[i] == Family(metric))
                return i;
        }

        return spec.Count;
    }

    private static string? Extractor(string metric) =>
        metric.EndsWith(']') && Family(metric).Length < metric.Length ? metric[(Family(metric).Length + 1)..^1] : null;
}
