namespace FastOde.FlowMatching.Metrics;

/// <summary>Everything one evaluation measured: a row for each metric, solver and number, all from the same noise.</summary>
public sealed record EvaluationTable
{
    /// <summary>The rows: solvers and numbers in the order of the spec, within each the metrics in the order of the spec.</summary>
    public required IReadOnlyList<EvaluationRow> Rows { get; init; }

    /// <summary>Curvature by time bin for every fixed-step solver and number, when curvature was asked for; else empty.</summary>
    public required IReadOnlyList<CurvatureProfile> CurvatureProfiles { get; init; }

    /// <summary>A few trajectories for pictures, from the finest cell of the first fixed-step solver; null when there is none.</summary>
    public TrajectorySample? Trajectories { get; init; }

    /// <summary>The first images of every cell; empty for points, and for cells whose solver could not go on.</summary>
    public IReadOnlyList<SamplePicture> Samples { get; init; } = [];

    /// <summary>The row of one cell, or null when the evaluation has none.</summary>
    /// <param name="metric">A name of <see cref="EvaluationMetrics"/>; a score by features with its extractor, or without for whichever the run has.</param>
    /// <param name="solver">The solver's name in a spec, with its time grid where that is not uniform.</param>
    /// <param name="number">NFE budget or tolerance as written in the spec.</param>
    public EvaluationRow? Find(string metric, string solver, double number) =>
        Rows.FirstOrDefault(row => IsOf(row, metric) && row.Solver == solver && row.Number == number);

    /// <summary>
    /// The row an objective without a cell means: of the first solver that has the metric, the one with the most steps
    /// (for <c>euler: [1, 2, 100]</c> Euler with 100). Null when the metric was not measured.
    /// </summary>
    public EvaluationRow? Finest(string metric)
    {
        var rows = Rows.Where(row => IsOf(row, metric)).ToList();
        return rows.Where(row => row.Solver == rows[0].Solver).MaxBy(row => row.Steps);
    }

    /// <summary>
    /// The fewest evaluations of the velocity that bring <paramref name="metric"/> to within <paramref name="fraction"/> of
    /// its best (least) value in the table: what sampling costs when that much loss of quality is accepted.
    /// </summary>
    /// <param name="metric">A metric of which less is better.</param>
    /// <param name="fraction">Allowed loss relative to the best value, at least 0; 0.10 for ten percent.</param>
    /// <returns>The measured NFE, or null when no value of the metric is finite.</returns>
    public double? NfeWithin(string metric, double fraction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fraction);
        var rows = Rows.Where(row => IsOf(row, metric) && double.IsFinite(row.Value)).ToList();
        if (rows.Count == 0)
        {
            return null;
        }

        var allowed = rows.Min(row => row.Value) * (1 + fraction);
        return rows.Where(row => row.Value <= allowed).Min(row => row.Nfe);
    }

    private static bool IsOf(EvaluationRow row, string metric) => row.Metric == metric || EvaluationMetrics.Family(row.Metric) == metric;
}
