using System.Globalization;
using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Tables;

/// <summary>A table of trials as CSV, as it stands on the page but for its numbers, which have all their digits.</summary>
public static class TrialCsv
{
    /// <summary>Writes a row a trial.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The trials.</param>
    /// <param name="columns">The columns between trial and objective.</param>
    /// <param name="data">Values of cells.</param>
    /// <param name="objective">What the objective is called; null where there is none.</param>
    public static void Write(TextWriter writer, IReadOnlyList<TrialSummary> rows, IReadOnlyList<TrialColumn> columns, TrialTableData data, string? objective)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CsvText.WriteLine(writer, ["trial", .. columns.Select(column => column.Key), objective ?? TrialColumns.Objective]);
        foreach (var trial in rows)
            CsvText.WriteLine(writer, [trial.Id, .. columns.Select(column => Text(trial, column, data)), Number(trial.ObjectiveValue)]);
    }

    /// <summary>Writes a row an assignment.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="rows">The assignments.</param>
    /// <param name="columns">The columns between assignment and objective.</param>
    /// <param name="objective">What the objective is called; null where there is none.</param>
    public static void Write(TextWriter writer, IReadOnlyList<AssignmentRow> rows, IReadOnlyList<TrialColumn> columns, string? objective)
    {
        ArgumentNullException.ThrowIfNull(rows);
        CsvText.WriteLine(writer, ["assignment", "completed", "trials", .. columns.SelectMany(Heads), .. Interval(objective ?? TrialColumns.Objective)]);
        foreach (var row in rows)
        {
            CsvText.WriteLine(
                writer,
                [
                    row.Label, row.Completed.ToString(CultureInfo.InvariantCulture), row.Trials.Count.ToString(CultureInfo.InvariantCulture),
                    .. columns.SelectMany(column => column.Kind == TrialColumnKind.Cell ? Texts(row.Cells[column.Key].Reading) : [Parameter(row.Trials[0], column.Key)]),
                    .. Texts(row.Objective.Reading),
                ]);
        }
    }

    private static IEnumerable<string> Heads(TrialColumn column) => column.Kind == TrialColumnKind.Cell ? Interval(column.Key) : [column.Key];

    private static IEnumerable<string> Interval(string name) => [$"{name} mean", $"{name} half interval"];

    private static IEnumerable<string> Texts(CellReading? reading) => [Number(reading?.Spread?.Mean), Number(reading?.Spread?.Confidence)];

    private static string Text(TrialSummary trial, TrialColumn column, TrialTableData data) => column.Key switch
    {
        _ when column.Kind == TrialColumnKind.Cell => Number(data.Value(column.Key, trial.Number)?.Value),
        _ when column.Kind == TrialColumnKind.Parameter => Parameter(trial, column.Key),
        TrialColumns.Seed => trial.Seed.ToString(CultureInfo.InvariantCulture),
        TrialColumns.State => trial.State.ToString().ToLowerInvariant(),
        TrialColumns.Step => trial.Step.ToString(CultureInfo.InvariantCulture),
        TrialColumns.Rate => Number(trial.IterationsPerSecond),
        TrialColumns.Evaluations => Number(trial.NetworkEvaluations),
        TrialColumns.Attempts => trial.Attempts.ToString(CultureInfo.InvariantCulture),
        TrialColumns.Weights => trial.WeightsSha256 ?? "",
        TrialColumns.Slot => trial.SlotId ?? "",
        TrialColumns.Started => Moment(trial.StartedAt),
        TrialColumns.Ended => Moment(trial.EndedAt),
        var other => throw new ArgumentException($"there is no column {other}", nameof(column)),
    };

    private static string Parameter(TrialSummary trial, string key) => trial.Parameters.GetValueOrDefault(key)?.ToString() ?? "";

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Moment(DateTimeOffset? moment) => moment?.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
