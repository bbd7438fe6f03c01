using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Measurements;

/// <summary>What an experiment optimises: one cell of the evaluation table, and which way is better.</summary>
/// <param name="Metric">The metric; without extractor it is whichever the rows have.</param>
/// <param name="Cell">Where it is read; null for the first solver that has the metric, at its most steps.</param>
/// <param name="Maximize">Whether more is better.</param>
public sealed record Objective(string Metric, EvaluationCell? Cell, bool Maximize)
{
    /// <summary>Reads what a spec writes, such as <c>wasserstein2@euler-4</c>, <c>curvature</c> or <c>value</c>.</summary>
    /// <param name="text">Metric, and after an at sign solver and number.</param>
    /// <param name="maximize">Whether more is better.</param>
    public static Objective Of(string text, bool maximize)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new(text, null, maximize) : new(text[..at], EvaluationCell.Parse(text[(at + 1)..]), maximize);
    }

    /// <summary>The objective as people read it, such as <c>W2 at euler-4</c>.</summary>
    public string Title => Cell is null ? MetricName.Title(Metric) : $"{MetricName.Title(Metric)} at {Cell}";

    /// <summary>Whether a row's metric is the objective's, with whichever extractor.</summary>
    /// <param name="metric">The row's metric.</param>
    public bool Names(string metric) => metric == Metric || MetricName.Family(metric) == Metric;

    /// <summary>The objective's value in one evaluation; null without such a cell or a finite value.</summary>
    /// <param name="evaluation">Rows of one trial at one step, solvers in the order of the spec.</param>
    public double? ValueIn(IEnumerable<IMeasurement> evaluation)
    {
        var rows = evaluation.Where(row => Names(row.Metric)).ToList();
        var row = Cell is { } cell
            ? rows.Find(row => row.Solver == cell.Solver && row.Number == cell.Number)
            : rows.Where(row => row.Solver == rows[0].Solver).MaxBy(row => row.Steps);
        return row is { Value: var value } && double.IsFinite(value) ? value : null;
    }

    /// <summary>Things by their values of the objective, the best first; those without a value come last.</summary>
    /// <param name="items">The things.</param>
    /// <param name="value">The value of one.</param>
    public IEnumerable<T> BestFirst<T>(IEnumerable<T> items, Func<T, double?> value) =>
        items.OrderBy(item => value(item) is { } number ? Maximize ? -number : number : double.PositiveInfinity);
}
