using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class EvaluationTableTests
{
    private readonly EvaluationRecord[] rows =
    [
        Sample.Row("1-1", 9, 4, step: 500), Sample.Row("1-1", 0.5, 20), Sample.Row("1-1", 1, 4), Sample.Row("1-1", 12, 4, "curvature"),
        Sample.Row("1-1", 0.4, 1e-5, solver: "dopri5", nfe: 44.5), Sample.Row("1-1", 0.6, 1e-3, solver: "dopri5", nfe: 20),
    ];

    [Fact]
    public void Steps_SeveralEvaluations_AreTheLatestFirst() => Assert.Equal([1000, 500], EvaluationTable.Steps(rows));

    [Fact]
    public void Of_Step_HasARowForEachSolverAndNumberTheCoarsestFirst()
    {
        var table = EvaluationTable.Of(rows, 1000);

        Assert.Equal([("euler", 4.0), ("euler", 20), ("dopri5", 1e-3), ("dopri5", 1e-5)], table.Rows.Select(row => (row.Solver, row.Number)));
        Assert.Equal(["wasserstein2", "curvature"], table.Metrics);
    }

    [Fact]
    public void Of_MetricThatWasNotMeasured_IsEmpty() =>
        Assert.Equal([0.4, null], EvaluationTable.Of(rows, 1000).Rows[3].Readings.Select(reading => reading?.Spread!.Mean));

    [Fact]
    public void Of_RowsMeasuredWhenAsked_JoinAndSayThatTheyAreNotStored()
    {
        var table = EvaluationTable.Of(rows, 1000, [Sample.Row("1-1", 7, 9, solver: "heun"), Sample.Row("1-1", 99, 4), Sample.Row("1-1", 3, 20, "curvature")]);

        Assert.Equal([("euler", 4.0, true), ("euler", 20, false), ("heun", 9, false)], table.Rows.Where(row => row.Solver != "dopri5").Select(row => (row.Solver, row.Number, row.IsStored)));
        Assert.Equal(1, table.Rows[0].Readings[0]?.Spread!.Mean);
    }

    [Fact]
    public void Heading_Tolerance_IsToldFromABudget()
    {
        Assert.Equal("100", NumberText.Heading(100));
        Assert.Equal("tol 1e-5", NumberText.Heading(1e-5));
    }
}
