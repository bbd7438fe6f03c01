using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Silo.Progress;
using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws comparisons as tables, and lists what did not complete.</summary>
/// <param name="console">Where to.</param>
internal sealed class ComparisonTable(IAnsiConsole console)
{
    /// <summary>A search may try thousands of assignments; its best are what one wants to read.</summary>
    private const int MostRows = 20;

    private const string Nothing = "–";

    /// <summary>Draws everything the end of a study has to say.</summary>
    public void Write(StudyReport study)
    {
        foreach (var comparison in Comparison.Of(study))
            Write(study.Experiment, comparison);
        foreach (var trial in study.Trials.Where(trial => trial.State != TrialState.Completed))
            console.WriteLine(ProgressText.Ended(trial));
    }

    private void Write(ExperimentSummary experiment, Comparison comparison)
    {
        console.WriteLine();
        console.WriteLine($"experiment {experiment.Id} {experiment.Name}: {Title(comparison)}, mean ± standard deviation over seeds");
        var rows = Shown(experiment, comparison.Rows);
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in Columns(comparison, rows))
        {
            table.AddColumn(new TableColumn(Markup.Escape(column.Header)) { Alignment = column.IsText ? Justify.Left : Justify.Right });
        }

        foreach (var row in rows)
            table.AddRow([.. Columns(comparison, rows).Select(column => Markup.Escape(column.Cell(row)))]);
        console.Write(table);
        if (rows.Count < comparison.Rows.Count)
            console.WriteLine($"the best {rows.Count} of {comparison.Rows.Count} assignments by {experiment.Objective!.Metric}; the dashboard and --json have all");
        if (comparison.Floor is { } floor)
            console.WriteLine($"floor (two reference sets against each other): {new Spread(floor, null)}");
    }

    private static IReadOnlyList<ComparisonRow> Shown(ExperimentSummary experiment, IReadOnlyList<ComparisonRow> rows)
    {
        if (rows.Count <= MostRows || experiment.Objective is not { } objective)
            return rows;
        var sign = objective.Maximize ? -1 : 1;
        return [.. rows.OrderBy(row => sign * row.Objective?.Mean ?? double.PositiveInfinity).Take(MostRows)];
    }

    private static IEnumerable<(string Header, bool IsText, Func<ComparisonRow, string> Cell)> Columns(
        Comparison comparison, IReadOnlyList<ComparisonRow> rows)
    {
        yield return ("assignment", true, row => row.Label);
        yield return ("seeds", false, row => Text(row.Seeds));
        if (rows.Any(row => row.Curvature is not null))
            yield return ("curvature", false, row => row.Curvature?.ToString() ?? Nothing);
        for (var index = 0; index < comparison.Cells.Count; index++)
        {
            var cell = index;
            yield return (Header(comparison, comparison.Cells[cell]), false, row => row.Distances[cell]?.ToString() ?? Nothing);
        }

        if (comparison.IsFunction)
            yield break;
        yield return ("NFE within 10 % of best", false, row => row.NfeNearBest is { } nfe ? Text(nfe) : Nothing);
        yield return ("iterations/s", false, row => row.IterationsPerSecond is { } rate ? Text(rate.Mean) : Nothing);
    }

    private static string Title(Comparison comparison)
    {
        var metric = comparison.Metric == "wasserstein2" ? "W2" : comparison.Metric;
        return comparison.IsFunction ? metric : $"{metric} by {comparison.Solver}";
    }

    /// <summary>Step count and NFE are two things: a column names both where they differ.</summary>
    private static string Header(Comparison comparison, ComparisonCell cell)
    {
        if (comparison.IsFunction)
            return comparison.Metric;
        if (cell.Number is > 0 and < 1)
            return $"tolerance {cell.Number.ToString("0.###e0", CultureInfo.InvariantCulture)} (NFE {Text(cell.Nfe)})";
        var steps = cell.Steps == 1 ? "1 step" : $"{Text(cell.Steps)} steps";
        return Math.Abs(cell.Nfe - cell.Steps) < 0.5 ? steps : $"{steps} (NFE {Text(cell.Nfe)})";
    }

    private static string Text(double value) => value.ToString("0", CultureInfo.InvariantCulture);
}
