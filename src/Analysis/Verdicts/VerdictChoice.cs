using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Verdicts;

/// <summary>Which two assignments of a comparison are judged, and where: what a report without a reader's choice says, and what a page begins with.</summary>
/// <param name="Cell">Solver and number.</param>
/// <param name="First">Position of the first among the groups.</param>
/// <param name="Second">Position of the second.</param>
/// <param name="Maximize">Whether more is better; null where the metric says so.</param>
public sealed record VerdictChoice(EvaluationCell Cell, int First, int Second, bool? Maximize)
{
    /// <summary>The best two at the objective's cell, where the comparison has it, otherwise at the coarsest cell that tells two apart.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="objective">What the experiment optimises, where it does.</param>
    /// <returns>The choice; null where fewer than two assignments have a number, or none has a second seed and values are not exact.</returns>
    public static VerdictChoice? Of(Comparison comparison, Objective? objective)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        if (!comparison.IsExact && !comparison.Rows.Any(row => row.Seeds.All > 1))
            return null;
        var ownsObjective = objective is not null && (objective.Metric == comparison.Metric || objective.Metric == MetricName.Family(comparison.Metric));
        var columns = Enumerable.Range(0, comparison.Columns.Count).ToList();
        var wanted = ownsObjective && objective!.Cell is { } cell && cell.Solver == comparison.Solver ? columns.FindAll(column => comparison.Columns[column].Number == cell.Number) : [];
        bool? maximize = ownsObjective ? objective!.Maximize : null;
        foreach (var column in wanted.Concat(columns))
        {
            if (BestFirst(comparison, column, maximize) is [var first, var second, ..])
                return new(new(comparison.Solver, comparison.Columns[column].Number), first, second, maximize);
        }

        return null;
    }

    /// <summary>The verdict on this choice.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="steps">What of their trials is compared.</param>
    /// <param name="metric">The metric.</param>
    public Verdict Judge<TTrial>(TrialGroups<TTrial> groups, EqualSteps steps, string metric) where TTrial : class, ITrialResult =>
        Verdict.Of(groups, steps, metric, Cell, First, Second, Maximize);

    /// <summary>Positions of the assignments that have a number in a column, the best first.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="column">Position of the column.</param>
    /// <param name="maximize">Whether more is better; null where the metric says so.</param>
    public static IReadOnlyList<int> BestFirst(Comparison comparison, int column, bool? maximize)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var sign = maximize ?? MetricName.HigherIsBetter(comparison.Metric) ? -1 : 1;
        return [.. comparison.Rows.Where(row => row.Cells[column]?.Comparable is not null).OrderBy(row => sign * row.Cells[column]!.Comparable!.Value).Select(row => row.Index)];
    }
}
