using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;

namespace FastOde.Dashboard.ChartModels;

/// <summary>One trial's evaluation at one step: a row for each solver and number, a column for each metric.</summary>
/// <param name="Metrics">The columns.</param>
/// <param name="Rows">The rows, the coarsest number of each solver first.</param>
public sealed record EvaluationTable(IReadOnlyList<string> Metrics, IReadOnlyList<EvaluationTableRow> Rows)
{
    /// <summary>Why cells hold no number.</summary>
    public IReadOnlyList<string> Notes => CellNotes.Of(Rows.SelectMany(row => row.Readings).Select(reading => ("", reading)));

    /// <summary>Training steps at which a trial was evaluated, the latest first.</summary>
    /// <param name="rows">Its evaluation rows.</param>
    public static IReadOnlyList<int> Steps(IEnumerable<EvaluationRecord> rows) => [.. rows.Select(row => row.Step).Distinct().OrderDescending()];

    /// <summary>The table of one step.</summary>
    /// <param name="rows">Evaluation rows of one trial.</param>
    /// <param name="step">The training step.</param>
    /// <param name="measured">Rows that were measured when somebody asked, and are not stored; a cell that is stored stays as it is.</param>
    public static EvaluationTable Of(IEnumerable<EvaluationRecord> rows, int step, IReadOnlyList<EvaluationRecord>? measured = null)
    {
        var stored = rows.Where(row => row.Step == step).ToList();
        var evaluated = stored.Concat(measured?.Where(row => row.Step == step) ?? []).DistinctBy(row => (row.Solver, row.Number, row.Metric)).ToList();
        var metrics = EvaluationSelection.Metrics(evaluated);
        var lines =
            from solver in EvaluationSelection.Solvers(evaluated)
            from number in EvaluationSelection.Numbers(evaluated, solver)
            let cell = evaluated.Where(row => row.Solver == solver && row.Number == number).ToList()
            select new EvaluationTableRow
            {
                Solver = solver,
                Number = number,
                Steps = cell[0].Steps,
                Nfe = cell[0].Nfe,
                Seconds = cell[0].Seconds,
                IsStored = cell.TrueForAll(stored.Contains),
                Readings = [.. metrics.Select(metric => CellReading.Of(cell.Where(row => row.Metric == metric)))],
                Floors = [.. metrics.Select(metric => cell.Find(row => row.Metric == metric)?.Floor)],
            };
        return new EvaluationTable(metrics, [.. lines]);
    }
}
