using System.Globalization;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Statistics;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Search.Pareto;

namespace FastOde.Silo.Reports;

/// <summary>A table of a report in words: what the terminal and the HTML report draw alike.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Lines">Headings, then lines with as many cells; empty where there is no line. The first column is text, the others numbers.</param>
/// <param name="Remarks">What stands below it, a line each.</param>
internal sealed record TableContent(string Title, IReadOnlyList<string[]> Lines, IReadOnlyList<string> Remarks)
{
    /// <summary>What stands behind the best of a column.</summary>
    public const string Best = " •";

    /// <summary>Seeds of an assignment whose trials are all named.</summary>
    private const int MostIds = 3;

    /// <summary>Assignments side by side.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="comparison">One of its comparisons.</param>
    /// <param name="mostRows">Assignments that are shown where there is an objective; the best of them.</param>
    public static TableContent Of(ExperimentReport experiment, Comparison comparison, int mostRows)
    {
        var rows = Shown(experiment, comparison.Rows, mostRows);
        List<string[]> lines = [Headers(experiment, comparison, rows), .. rows.Select(row => Cells(experiment, comparison, rows, row))];
        List<string> remarks = [];
        if (lines.Skip(1).Any(line => line.Any(IsBest)))
            remarks.Add($"{Best.Trim()} best of its column, or not to be told from it");
        if (rows.Count < comparison.Rows.Count)
            remarks.Add($"the best {rows.Count} of {comparison.Rows.Count} assignments by {experiment.Summary.Objective!.Metric}; the dashboard and --json have all");
        if (comparison.Floor is { } floor)
            remarks.Add($"floor (two reference sets against each other): {SpreadText.Of(Spread.Of([floor]))}");
        remarks.AddRange(comparison.Notes);
        return new($"{Heading(comparison)}, mean ± 95 % interval over seeds", lines, remarks);
    }

    /// <summary>The assignments that no other betters in every objective.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="goals">Its objectives, several.</param>
    /// <param name="mostRows">Assignments that are shown.</param>
    public static TableContent Front(ExperimentReport experiment, Goals goals, int mostRows)
    {
        var points = GoalMeans.Of(experiment.Groups, goals);
        var front = ObjectiveFront.Of(goals.Objectives, points);
        var title = $"front of {string.Join(" and ", goals.Objectives.Select(objective => objective.Title))}, {front.Members.Count} of {front.Measured} assignments, mean over seeds";
        if (front.Members.Count == 0)
            return new(title, [], []);
        List<string> remarks = [];
        if (front.Members.Count > mostRows)
            remarks.Add($"the first {mostRows} by {goals.First.Title}; --json has all");
        if (front.Hypervolume is { } volume)
            remarks.Add($"hypervolume {NumberText.Brief(volume, 4)} up to ({string.Join(", ", front.Worst.Select(value => NumberText.Brief(value, 4)))}), the worst values of all");
        return new(
            title,
            [
                ["assignment", .. goals.Objectives.Select(objective => objective.Title), "trials"],
                .. front.Members.Take(mostRows).Select(index => (string[])
                    [experiment.Groups.Labels[index], .. points[index]!.Select(value => NumberText.Brief(value, 4)), Ids(experiment.Groups.Trials(index))]),
            ],
            remarks);
    }

    /// <summary>Whether a cell is marked as the best of its column.</summary>
    /// <param name="cell">The cell.</param>
    public static bool IsBest(string cell) => cell.EndsWith(Best, StringComparison.Ordinal);

    /// <summary>What one types to see more of some trials; of many seeds the first and the last.</summary>
    /// <param name="trials">The trials.</param>
    public static string Ids(IReadOnlyList<TrialSummary> trials) =>
        trials.Count > MostIds ? $"{trials[0].Id} … {trials[^1].Id}" : string.Join(' ', trials.Select(trial => trial.Id));

    private static IReadOnlyList<ComparisonRow> Shown(ExperimentReport experiment, IReadOnlyList<ComparisonRow> rows, int most) =>
        rows.Count <= most || experiment.Objective is not { } objective
            ? rows
            : [.. objective.BestFirst(rows, row => row.Objective?.Mean).Take(most)];

    /// <summary>The columns of a comparison; those that nothing was measured for are left out.</summary>
    private static IEnumerable<(string Header, Func<ComparisonRow, string> Cell)> Columns(
        ExperimentReport experiment, Comparison comparison, IReadOnlyList<ComparisonRow> rows)
    {
        var marks = BestMarks.Of(experiment.Groups, experiment.Steps, comparison);
        yield return ("assignment", row => row.Label);
        yield return ("seeds", row => row.Seeds.Counted == row.Seeds.All ? Text(row.Seeds.All) : $"{row.Seeds.Counted} of {row.Seeds.All}");
        if (rows.Any(row => row.Curvature is not null))
            yield return ("curvature", row => SpreadText.Of(row.Curvature) + Text(marks.Of(row.Index, row.Curvature)));
        for (var index = 0; index < comparison.Columns.Count; index++)
        {
            var cell = index;
            yield return (Header(comparison, comparison.Columns[cell]), row => SpreadText.Of(row.Cells[cell]) + Text(marks.Of(row.Index, row.Cells[cell])));
        }

        if (!comparison.IsFunction)
        {
            foreach (var column in TrainingColumns())
                yield return column;
        }

        yield return ("trials", row => Ids(experiment.Groups.Trials(row.Index)));
    }

    private static IEnumerable<(string Header, Func<ComparisonRow, string> Cell)> TrainingColumns()
    {
        yield return ("NFE within 10 % of best", row => row.NfeNearBest is { } nfe ? Text(nfe) : SpreadText.Nothing);
        yield return ("iterations/s", row => row.IterationsPerSecond is { } rate ? NumberText.Brief(rate.Mean) : SpreadText.Nothing);
        yield return ("evaluations", row => row.NetworkEvaluations is { } spent ? NumberText.Brief(spent.Mean) : SpreadText.Nothing);
    }

    private static string Text(Mark mark) => mark == Mark.None ? "" : Best;

    private static string[] Headers(ExperimentReport experiment, Comparison comparison, IReadOnlyList<ComparisonRow> rows) =>
        [.. Columns(experiment, comparison, rows).Select(column => column.Header)];

    private static string[] Cells(ExperimentReport experiment, Comparison comparison, IReadOnlyList<ComparisonRow> rows, ComparisonRow row) =>
        [.. Columns(experiment, comparison, rows).Select(column => column.Cell(row))];

    private static string Heading(Comparison comparison) =>
        comparison.IsFunction ? comparison.Metric : $"{MetricName.Title(comparison.Metric)} by {comparison.Solver} at step {NumberText.Count(comparison.Step!.Value)}";

    /// <summary>Step count and NFE are two things: a column names both where they differ.</summary>
    private static string Header(Comparison comparison, ComparisonColumn cell)
    {
        if (comparison.IsFunction)
            return comparison.Metric;
        if (cell.Number is > 0 and < 1)
            return $"tolerance {cell.Number.ToString("0.###e0", CultureInfo.InvariantCulture)} (NFE {Text(cell.Nfe)})";
        var steps = cell.Steps == 1 ? "1 step" : $"{Text(cell.Steps)} steps";
        if (cell.MostNfe - cell.LeastNfe > 0.5)
            return $"{steps} (NFE {Text(cell.LeastNfe)} to {Text(cell.MostNfe)})";
        return Math.Abs(cell.Nfe - cell.Steps) < 0.5 ? steps : $"{steps} (NFE {Text(cell.Nfe)})";
    }

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
