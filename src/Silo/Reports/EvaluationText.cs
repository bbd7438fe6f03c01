using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Spectre.Console;

namespace FastOde.Silo.Reports;

/// <summary>Draws one evaluation: a line a solver and number, a column a metric.</summary>
internal static class EvaluationText
{
    /// <summary>Writes the table, and below it why cells hold no number.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="rows">The rows of one evaluation.</param>
    public static void Write(IAnsiConsole console, IReadOnlyList<EvaluationRecord> rows)
    {
        if (rows.Count == 0)
        {
            console.WriteLine("nothing that was asked for can be measured with these solvers");
            return;
        }

        var table = EvaluationTable.Of(rows, rows[0].Step);
        List<string[]> lines = [["solver", "number", "steps", "NFE", .. table.Metrics, "seconds"]];
        lines.AddRange(table.Rows.Select(row => (string[])
        [
            row.Solver,
            NumberText.Brief(row.Number, row.Number < 1 ? 3 : 1),
            NumberText.Count(row.Steps),
            NumberText.Nfe(row.Nfe),
            .. row.Readings.Select(Text),
            NumberText.Brief(row.Seconds),
        ]));
        ReportTable.Write(console, lines);
        foreach (var note in table.Notes)
            console.WriteLine(note);
    }

    private static string Text(CellReading? reading) => reading?.Spread is { } spread && CellNotes.InPlaceOf(reading) is null
        ? NumberText.Brief(spread.Mean, 4)
        : SpreadText.Of(reading);
}
