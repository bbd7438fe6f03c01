using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws one evaluation: a line a solver and number, a column a metric.</summary>
internal static class EvaluationText
{
    private const string Nothing = "–";

    /// <summary>Writes the table.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="rows">The rows of one evaluation.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<EvaluationRecord> rows)
    {
        string[] metrics = [.. rows.Select(row => row.Metric).Distinct()];
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn("solver");
        string[] headers = ["number", "steps", "NFE", .. metrics, "seconds"];
        foreach (var header in headers)
            table.AddColumn(new TableColumn(Markup.Escape(header)) { Alignment = Justify.Right });
        foreach (var cell in rows.GroupBy(row => (row.Solver, row.Number)))
        {
            var first = cell.First();
            var values = metrics.Select(metric => cell.FirstOrDefault(row => row.Metric == metric) is { } row ? NumberText.Brief(row.Value, 4) : Nothing);
            table.AddRow(
            [
                Markup.Escape(first.Solver),
                NumberText.Brief(first.Number),
                NumberText.Count(first.Steps),
                NumberText.Nfe(first.Nfe),
                .. values,
                NumberText.Brief(first.Seconds),
            ]);
        }

        console.Write(table);
    }
}
