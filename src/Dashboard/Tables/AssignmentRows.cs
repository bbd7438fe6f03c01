using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Tables;

/// <summary>The rows of a table that is grouped by assignment: mean and interval over seeds, the best marked where a verdict supports it.</summary>
public static class AssignmentRows
{
    /// <summary>The rows, sorted as is asked; where the column has no value, last in either direction; then by number.</summary>
    /// <param name="groups">All trials of the experiment and their colours.</param>
    /// <param name="data">The filter, and values of cells.</param>
    /// <param name="columns">The columns shown.</param>
    /// <param name="objective">What the experiment optimises, where it does.</param>
    /// <param name="request">What is asked.</param>
    public static IReadOnlyList<AssignmentRow> Of(
        TrialGroups<TrialSummary> groups, TrialTableData data, IReadOnlyList<TrialColumn> columns, Objective? objective, TrialTableRequest request)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(request);
        var completed = groups.All.Where(trial => trial.State == TrialState.Completed && data.Has(trial)).ToList();
        var goal = Judge(groups, completed, ObjectiveRows(completed, objective), isMarked: objective is null || objective.Maximize == MetricName.HigherIsBetter(objective.Metric));
        var cells = columns.Where(column => column.Kind == TrialColumnKind.Cell)
            .ToDictionary(column => column.Key, column => Judge(groups, completed, CellRows(completed, data, column.Key), isMarked: true));
        var rows = groups.Labels.Select((label, index) => (Label: label, Index: index, Trials: groups.Trials(index).Where(data.Has).ToList()))
            .Where(group => group.Trials.Count > 0)
            .Select(group => new AssignmentRow(
                group.Index,
                group.Label,
                group.Trials,
                group.Trials.Count(trial => trial.State == TrialState.Completed),
                goal(group.Index),
                cells.ToDictionary(cell => cell.Key, cell => cell.Value(group.Index))));
        return Sorted([.. rows], request);
    }

    /// <summary>Reads one cell of every assignment. All values are those of completed trials, which is one step for all.</summary>
    private static Func<int, (CellReading? Reading, Mark Mark)> Judge(
        TrialGroups<TrialSummary> groups, List<TrialSummary> trials, List<EvaluationRecord> rows, bool isMarked)
    {
        if (rows.Count == 0)
            return _ => (null, Mark.None);

        var steps = EqualSteps.Of(trials, rows);
        var comparison = Comparison.Of(groups, steps, rows[0].Metric, rows[0].Solver);
        var marks = BestMarks.Of(groups, steps, comparison);
        var readings = comparison.Rows.ToDictionary(row => row.Index, row => row.Cells is [var first, ..] ? first : null);
        return index => readings.GetValueOrDefault(index) is { } reading ? (reading, isMarked ? marks.Of(index, reading) : Mark.None) : (null, Mark.None);
    }

    private static List<EvaluationRecord> ObjectiveRows(List<TrialSummary> trials, Objective? objective) => objective is null ? [] :
    [
        .. trials.Where(trial => trial.ObjectiveValue is not null)
            .Select(trial => Row(trial, objective.Metric, objective.Cell, trial.ObjectiveValue!.Value, objective.Cell is { Number: 1 } ? 1 : 2)),
    ];

    private static List<EvaluationRecord> CellRows(List<TrialSummary> trials, TrialTableData data, string column)
    {
        var cell = Objective.Of(column, maximize: false).Cell;
        return
        [
            .. trials.Select(trial => (Trial: trial, Value: data.Value(column, trial.Number)))
                .Where(pair => pair.Value is not null)
                .Select(pair => Row(pair.Trial, pair.Value!.Metric, cell, pair.Value.Value, pair.Value.Steps)),
        ];
    }

    private static EvaluationRecord Row(TrialSummary trial, string metric, EvaluationCell? cell, double value, int steps) => new()
    {
        TrialId = trial.Id,
        Step = 0,
        Metric = metric,
        Solver = cell?.Solver ?? "",
        Number = cell?.Number ?? 0,
        Steps = steps,
        Nfe = cell?.Number ?? 0,
        Value = value,
        Seconds = 0,
    };

    private static IReadOnlyList<AssignmentRow> Sorted(List<AssignmentRow> rows, TrialTableRequest request)
    {
        var comparer = Comparer<IComparable>.Create(TrialRows.Compare);
        var keyed = rows.ConvertAll(row => (Row: row, Key: Key(row, request.Sort ?? TrialColumns.Number)));
        var present = keyed.FindAll(pair => pair.Key is not null);
        var sorted = request.IsDescending
            ? present.OrderByDescending(pair => pair.Key!, comparer)
            : present.OrderBy(pair => pair.Key!, comparer);
        return [.. sorted.ThenBy(pair => pair.Row.Index).Concat(keyed.FindAll(pair => pair.Key is null)).Select(pair => pair.Row)];
    }

    private static IComparable? Key(AssignmentRow row, string column) => column switch
    {
        TrialColumns.Number => row.Index,
        TrialColumns.Seed => row.Completed,
        TrialColumns.Objective => row.Objective.Reading?.Spread?.Mean,
        _ when row.Cells.TryGetValue(column, out var cell) => cell.Reading?.Spread?.Mean,
        _ => TrialRows.Key(row.Trials[0].Parameters.GetValueOrDefault(column)),
    };
}
