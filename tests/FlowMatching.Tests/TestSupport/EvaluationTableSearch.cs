using FastOde.FlowMatching.Metrics;

namespace FastOde.FlowMatching.Tests.TestSupport;

/// <summary>Finds what a test looks at in a finished table.</summary>
internal static class EvaluationTableSearch
{
    /// <summary>The row of one cell, or null when the evaluation has none.</summary>
    public static EvaluationRow? Find(this EvaluationTable table, string metric, string solver, double number) => table.Rows.FirstOrDefault(
        row => row.Metric == metric && row.Solver == solver && row.Number == number);
}
