using FastOde.Analysis.Metrics;

namespace FastOde.Analysis.Measurements;

/// <summary>What an experiment optimises: one cell of the evaluation table, and which way is better.</summary>
/// <param name="Metric">The metric, without extractor whichever the rows have; or <c>nfe</c> or <c>seconds</c>, what the cell costs.</param>
/// <param name="Cell">Where it is read; null for the first solver that has the metric, at its most steps.</param>
/// <param name="Maximize">Whether more is better.</param>
public sealed record Objective(string Metric, EvaluationCell? Cell, bool Maximize)
{
    /// <summary>Evaluations of the network that a cell took.</summary>
    public const string Nfe = "nfe";

    /// <summary>Seconds that a cell's solver took.</summary>
    public const string Seconds = "seconds";

    private const string Minimizing = "minimize ";
    private const string Maximizing = "maximize ";

    /// <summary>Reads what a spec writes, such as <c>wasserstein2@euler-4</c>, <c>curvature</c> or <c>value</c>.</summary>
    /// <param name="text">Metric, and after an at sign solver and number.</param>
    /// <param name="maximize">Whether more is better.</param>
    public static Objective Of(string text, bool maximize)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new(text, null, maximize) : new(text[..at], EvaluationCell.Parse(text[(at + 1)..]), maximize) { Text = text };
    }

    /// <summary>Reads a further objective of a spec: a cell, with its direction before it where that is said.</summary>
    /// <param name="text">Such as <c>curvature</c> or <c>maximize recall@heun-9</c>.</param>
    public static Objective Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        var maximize = trimmed.StartsWith(Maximizing, StringComparison.Ordinal);
        var isSaid = maximize || trimmed.StartsWith(Minimizing, StringComparison.Ordinal);
        return Of((isSaid ? trimmed[Maximizing.Length..] : trimmed).Trim(), maximize);
    }

    /// <summary>Whether it is what a cell costs instead of what a metric says.</summary>
    public bool IsCost => Metric is Nfe or Seconds;

    /// <summary>Whether it is the least NFE of all cells that meet a demand.</summary>
    public bool IsLeastNfe => Metric == Nfe && Cell is null;

    /// <summary>The objective as people read it, such as <c>W2 at euler-4</c>.</summary>
    public string Title => Cell is null ? MetricName.Title(Metric) : $"{MetricName.Title(Metric)} at {Cell}";

    /// <summary>The objective as a spec writes it, without its direction.</summary>
    public string Text { get; private init; } = Metric;

    /// <summary>Whether a row's metric is the objective's, with whichever extractor.</summary>
    /// <param name="metric">The row's metric.</param>
    public bool Names(string metric) => metric == Metric || MetricName.Family(metric) == Metric;

    /// <summary>The objective's value in one evaluation; null without such a cell or a finite value.</summary>
    /// <param name="evaluation">Rows of one trial at one step, solvers in the order of the spec.</param>
    public double? ValueIn(IEnumerable<IMeasurement> evaluation)
    {
        var rows = evaluation.Where(row => IsCost || Names(row.Metric)).ToList();
        var row = Cell is { } cell
            ? rows.Find(row => row.Solver == cell.Solver && row.Number == cell.Number)
            : rows.Where(row => row.Solver == rows[0].Solver).MaxBy(row => row.Steps);
        return row is not null && Read(row) is var value && double.IsFinite(value) ? value : null;
    }

    /// <summary>Things by their values of the objective, the best first; those without a value come last.</summary>
    /// <param name="items">The things.</param>
    /// <param name="value">The value of one.</param>
    public IEnumerable<T> BestFirst<T>(IEnumerable<T> items, Func<T, double?> value) =>
        items.OrderBy(item => value(item) is { } number ? Maximize ? -number : number : double.PositiveInfinity);

    private double Read(IMeasurement row) => Metric switch
    {
        Nfe => row.Nfe,
        Seconds => row.Seconds,
        _ => row.Value,
    };
}
