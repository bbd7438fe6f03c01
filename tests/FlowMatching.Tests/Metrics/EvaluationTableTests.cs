using FastOde.FlowMatching.Metrics;

namespace FastOde.FlowMatching.Tests.Metrics;

/// <summary>Questions asked of a finished table.</summary>
public sealed class EvaluationTableTests
{
    [Fact]
    public void NfeWithin_TenPercent_IsTheCheapestThatIsGoodEnough() =>
        Assert.Equal(4, Table((1, 2.0), (2, 1.2), (4, 1.09), (8, 1.0), (100, 1.05)).NfeWithin("wasserstein2", 0.10));

    [Fact]
    public void NfeWithin_Nothing_IsTheCheapestOfTheBest() =>
        Assert.Equal(8, Table((1, 2.0), (8, 1.0), (100, 1.0)).NfeWithin("wasserstein2", 0));

    [Fact]
    public void NfeWithin_ValuesThatAreNotNumbers_LooksAtTheOthers() =>
        Assert.Equal(2, Table((1, double.NaN), (2, 1.0)).NfeWithin("wasserstein2", 0.10));

    [Fact]
    public void NfeWithin_AMetricThatWasNotMeasured_IsNone()
    {
        Assert.Null(Table((1, 1.0)).NfeWithin("curvature", 0.10));
        Assert.Null(Table((1, double.NaN)).NfeWithin("wasserstein2", 0.10));
    }

    [Fact]
    public void Finest_OfTheFirstSolver_IsTheCellWithMostSteps()
    {
        var table = Table((1, 1.0), (100, 2.0), (20, 3.0));
        var others = table with { Rows = [.. table.Rows, table.Rows[0] with { Solver = "heun", Steps = 500 }] };
        Assert.Equal(100, others.Finest("wasserstein2")!.Number);
        Assert.Null(others.Finest("curvature"));
    }

    [Fact]
    public void Find_ByCell_GivesItsRow()
    {
        var table = Table((1, 1.0), (4, 2.0));
        Assert.Equal(2.0, table.Find("wasserstein2", "euler", 4)!.Value);
        Assert.Null(table.Find("wasserstein2", "heun", 4));
    }

    private static EvaluationTable Table(params (int Number, double Value)[] cells) => new()
    {
        Rows =
        [
            .. cells.Select(cell => new EvaluationRow
            {
                Metric = "wasserstein2", Solver = "euler", Number = cell.Number, Steps = cell.Number, Nfe = cell.Number, Value = cell.Value, Seconds = 0,
            }),
        ],
        CurvatureProfiles = [],
    };
}
