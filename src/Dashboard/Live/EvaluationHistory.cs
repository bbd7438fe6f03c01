using FastOde.Contracts.Results;

namespace FastOde.Dashboard.Live;

/// <summary>
/// Rows of evaluation tables: stored ones, then those that observers bring. A row of the same cell is replaced, at a cost
/// that does not grow with the rows there are. Not safe for threads.
/// </summary>
public sealed class EvaluationHistory
{
    private readonly Dictionary<(string TrialId, int Step, string Metric, string Solver, double Number), int> places = [];
    private readonly List<EvaluationRecord> rows = [];

    /// <summary>The rows, in the order they came first.</summary>
    public IReadOnlyList<EvaluationRecord> Rows => rows;

    /// <summary>Takes in stored rows; those that are here came later, and stay.</summary>
    /// <param name="stored">The rows.</param>
    public void Load(IReadOnlyList<EvaluationRecord> stored)
    {
        List<EvaluationRecord> later = [.. rows];
        rows.Clear();
        places.Clear();
        Add(stored);
        Add(later);
    }

    /// <summary>Takes in new rows.</summary>
    /// <param name="added">The rows.</param>
    public void Add(IEnumerable<EvaluationRecord> added)
    {
        foreach (var row in added)
        {
            if (places.TryAdd((row.TrialId, row.Step, row.Metric, row.Solver, row.Number), rows.Count))
            {
                rows.Add(row);
            }
            else
            {
                rows[places[(row.TrialId, row.Step, row.Metric, row.Solver, row.Number)]] = row;
            }
        }
    }
}
