using System.Text.RegularExpressions;
using FastOde.FlowMatching.Catalogs;

namespace FastOde.FlowMatching.Solvers;

/// <summary>
/// One cell of an evaluation table, as objectives name it: <c>wasserstein2@euler-4</c>, <c>fid@heun/curvature-9</c>,
/// <c>fid[mnist-classifier]@heun-9</c>, <c>wasserstein2@dopri5-1e-5</c>, or a metric without solver such as <c>curvature</c>.
/// </summary>
public sealed partial record MetricCell
{
    /// <summary>Names a cell.</summary>
    /// <param name="metric">The metric's name: lower-case words of letters and digits joined by dashes, then the extractor in brackets where it has one.</param>
    /// <param name="solver">The solver that made the samples, or null for a metric of its own solver or of none.</param>
    /// <exception cref="InvalidSettingException">The metric's name has another form.</exception>
    public MetricCell(string metric, SolverSetting? solver = null)
    {
        if (!MetricForm().IsMatch(metric))
        {
            throw new SettingValueException(
                $"'{metric}' names no metric; write METRIC, METRIC@SOLVER-NUMBER or METRIC@SOLVER/GRID-NUMBER, such as curvature, wasserstein2@euler-4 or wasserstein2@euler/curvature-4.");
        }

        Metric = metric;
        Solver = solver;
    }

    /// <summary>The metric's name, with its extractor if one was named.</summary>
    public string Metric { get; }

    /// <summary>The solver and its number, or null.</summary>
    public SolverSetting? Solver { get; }

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <exception cref="InvalidSettingException">The text names no cell; the message says why and what would.</exception>
    public static MetricCell Parse(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? new(text) : new(text[..at], SolverSetting.Parse(text[(at + 1)..]));
    }

    /// <summary>The cell's form; <see cref="Parse"/> reads it back to an equal cell.</summary>
    public override string ToString() => Solver is null ? Metric : $"{Metric}@{Solver}";

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)*(\[[a-z0-9][a-z0-9_-]*\])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex MetricForm();
}
