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
using FastOde.Silo.Progress;
using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws comparisons as tables, and lists what did not complete.</summary>
/// <param name="console">Where to.</param>
internal sealed class ComparisonTable(IAnsiConsole console)
{
    /// <summary>A search may try thousands of assignments; its best are what one wants to read.</summary>
    private const int MostRows = 20;

    /// <summary>Seeds of an assignment whose trials are all named.</summary>
    private const int MostIds = 3;

    /// <summary>What stands behind the best of a column.</summary>
    public const string Best = " •";

    /// <summary>Draws everything the end of a study has to say.</summary>
    public void Write(ExperimentReport experiment)
    {
        foreach (var comparison in experiment.Comparisons)
            Write(experiment, comparison);
        if (experiment.Goals is { AreSeveral: true } goals)
            WriteFront(experiment, goals);
        foreach (var (trial, lineage) in experiment.Lineages)
            console.WriteLine($"trial {trial} learned from {lineage.Description}");

        // A search may prune most of its trials; the comparisons say which.
        foreach (var trial in experiment.Trials.Where(trial => trial.State is not (TrialState.Completed or TrialState.Pruned)))
            console.WriteLine(ProgressText.Ended(trial));
    }

    private void Write(ExperimentReport experiment, Comparison comparison)
    {
        console.WriteLine();
        console.WriteLine($"experiment {experiment.Summary.Id} {experiment.Summary.Name}: {Title(comparison)}, mean ± 95 % interval over seeds");
        var rows = Shown(experiment, comparison.Rows);
        List<string[]> lines = [Headers(experiment, comparison, rows), .. rows.Select(row => Cells(experiment, comparison, rows, row))];
        ReportTable.Write(console, lines);
        if (lines.Skip(1).Any(line => line.Any(cell => cell.EndsWith(Best, StringComparison.Ordinal))))
            console.WriteLine($"{Best.Trim()} best of its column, or not to be told from it");
        if (rows.Count < comparison.Rows.Count)
            console.WriteLine($"the best {rows.Count} of {comparison.Rows.Count} assignments by {experiment.Summary.Objective!.Metric}; the dashboard and --json have all");
        if (comparison.Floor is { } floor)
            console.WriteLine($"floor (two reference sets against each other): {SpreadText.Of(Spread.Of([floor]))}");
        foreach (var note in comparison.Notes)
            console.WriteLine(note);
        if (experiment.VerdictOn(comparison) is { } verdict)
            console.WriteLine("best two: " + string.Join(' ', ((string[])[verdict.Sentence, verdict.Evidence, comparison.Rows.Count > 2 ? Verdict.Caution : ""]).Where(part => part.Length > 0)));
    }

    private void WriteFront(ExperimentReport experiment, Goals goals)
    {
        var points = GoalMeans.Of(experiment.Groups, goals);
        var front = ObjectiveFront.Of(goals.Objectives, points);
        console.WriteLine();
        console.WriteLine($"experiment {experiment.Summary.Id} {experiment.Summary.Name}: front of {string.Join(" and ", goals.Objectives.Select(objective => objective.Title))}, {front.Members.Count} of {front.Measured} assignments, mean over seeds");
        if (front.Members.Count == 0)
            return;
        ReportTable.Write(
            console,
            [
                ["assignment", .. goals.Objectives.Select(objective => objective.Title), "trials"],
                .. front.Members.Take(MostRows).Select(index => (string[])
                    [experiment.Groups.Labels[index], .. points[index]!.Select(value => NumberText.Brief(value, 4)), Ids(experiment.Groups.Trials(index))]),
            ]);
        if (front.Members.Count > MostRows)
            console.WriteLine($"the first {MostRows} by {goals.First.Title}; --json has all");
        if (front.Hypervolume is { } volume)
            console.WriteLine($"hypervolume {NumberText.Brief(volume, 4)} up to ({string.Join(", ", front.Worst.Select(value => NumberText.Brief(value, 4)))}), the worst values of all");
    }

    private static IReadOnlyList<ComparisonRow> Shown(ExperimentReport experiment, IReadOnlyList<ComparisonRow> rows) =>
        rows.Count <= MostRows || experiment.Objective is not { } objective
            ? rows
            : [.. objective.BestFirst(rows, row => row.Objective?.Mean).Take(MostRows)];

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
    }

    private static string Text(Mark mark) => mark == Mark.None ? "" : Best;

    /// <summary>What one types to see more of them; of many seeds the first and the last.</summary>
    private static string Ids(IReadOnlyList<TrialSummary> trials) =>
        trials.Count > MostIds ? $"{trials[0].Id} … {trials[^1].Id}" : string.Join(' ', trials.Select(trial => trial.Id));

    private static string[] Headers(ExperimentReport experiment, Comparison comparison, IReadOnlyList<ComparisonRow> rows) =>
        [.. Columns(experiment, comparison, rows).Select(column => column.Header)];

    private static string[] Cells(ExperimentReport experiment, Comparison comparison, IReadOnlyList<ComparisonRow> rows, ComparisonRow row) =>
        [.. Columns(experiment, comparison, rows).Select(column => column.Cell(row))];

    private static string Title(Comparison comparison) =>
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
