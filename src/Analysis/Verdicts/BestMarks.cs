using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Verdicts;

/// <summary>
/// Which cells of a comparison are marked as the best: those that a <see cref="Verdict"/> supports. An assignment with one seed takes
/// no part, because nothing tells it from another, unless values are exact; nor does a cell that is 0 by construction.
/// </summary>
public sealed record BestMarks
{
    private readonly Dictionary<(string Metric, double Number, int Index), Mark> marks = [];

    /// <summary>Judges every column of a comparison, and its curvature.</summary>
    /// <param name="groups">The assignments.</param>
    /// <param name="steps">What of their trials is compared.</param>
    /// <param name="comparison">The comparison of these.</param>
    public static BestMarks Of<TTrial>(TrialGroups<TTrial> groups, EqualSteps steps, Comparison comparison) where TTrial : class, ITrialResult
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var made = new BestMarks();
        var columns = comparison.Columns.Select(column => (comparison.Metric, column.Number))
            .Concat(comparison.Rows.Select(row => row.Curvature).OfType<CellReading>().Select(reading => (reading.Metric, reading.Cell.Number))).ToHashSet();
        var cells = steps.Rows
            .Where(row => row.Solver == comparison.Solver && columns.Contains((row.Metric, row.Number)) && double.IsFinite(row.Value) && !MetricName.IsZeroByConstruction(row.Metric, row.Steps))
            .GroupBy(row => (row.Metric, row.Number));
        foreach (var cell in cells)
        {
            var sides = cell.GroupBy(row => groups.IndexOf(row.TrialId)).Where(group => group.Key >= 0)
                .Select(group => (Index: group.Key, Side: VerdictSide.Of(groups, group.Key, group)))
                .Where(pair => pair.Side.Numbers.Count >= (groups.IsExact ? 1 : MeanDifference.FewestSeeds))
                .ToList();
            made.Judge(cell.Key.Metric, new(comparison.Solver, cell.Key.Number), sides, groups.IsExact);
        }

        return made;
    }

    /// <summary>The mark of one reading of an assignment.</summary>
    /// <param name="index">Position of the assignment among the groups.</param>
    /// <param name="reading">The reading; null where nothing was measured.</param>
    public Mark Of(int index, CellReading? reading) =>
        reading is null ? Mark.None : marks.GetValueOrDefault((reading.Metric, reading.Cell.Number, index));

    private void Judge(string metric, EvaluationCell cell, List<(int Index, VerdictSide Side)> sides, bool isExact)
    {
        if (sides.Count < 2)
            return;

        var goal = MetricName.Best(metric, sides.Select(pair => (double?)Mean(pair.Side)));
        var best = sides.First(pair => Mean(pair.Side) == goal);
        var tied = sides.FindAll(pair => pair == best || Verdict.Of(metric, cell, best.Side, pair.Side, isExact: isExact).Outcome is VerdictOutcome.NotDistinguishable or VerdictOutcome.Same);
        if (tied.Count == sides.Count)
            return;

        foreach (var (index, _) in tied)
            marks[(metric, cell.Number, index)] = tied.Count == 1 ? Mark.Best : Mark.Tied;
    }

    private static double Mean(VerdictSide side) => side.Values.Average(value => value.Value);
}
