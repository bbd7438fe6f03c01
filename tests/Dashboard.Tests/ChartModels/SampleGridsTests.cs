using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class SampleGridsTests
{
    [Fact]
    public void Of_Cells_AreOrderedByCostAndCarryWhatWasMeasured()
    {
        var grids = SampleGrids.Of(
            [Sample.Grid(1500, "euler", 20), Sample.Grid(1500, "euler", 4), Sample.Grid(500, "euler", 4), Sample.Detail(Sample.Trial(1)).Artifacts[0]],
            [
                Sample.Row("1-1", 45.5, 4, "fid[mnist-classifier]", step: 1500), Sample.Row("1-1", 0.07, 4, "curvature", step: 1500),
                Sample.Row("1-1", 99, 4, "fid[mnist-classifier]", step: 500),
            ],
            1500);

        Assert.Equal(["euler · NFE 4", "euler · NFE 20"], grids.Select(grid => grid.Title));
        var reading = Assert.Single(grids[0].Readings);
        Assert.Equal(("fid[mnist-classifier]", 45.5), (reading.Metric, reading.Spread!.Mean));
        Assert.Empty(grids[1].Readings);
        Assert.Null(grids[1].Seconds);
    }

    [Theory]
    [InlineData("euler/curvature", 4, "euler/curvature · NFE 4")]
    [InlineData("dopri5", 1e-5, "dopri5 · tol 1e-5 (NFE 44)")]
    [InlineData("dpm-solver++2m", 10, "dpm-solver++2m · NFE 10")]
    public void Of_SolverOfARow_IsNamedInFull(string solver, double number, string expected) =>
        Assert.Equal(expected, Assert.Single(SampleGrids.Of(
            [Sample.Grid(1000, solver, number)], [Sample.Row("1-1", 1, number, solver: solver, nfe: 44)], 1000)).Title);

    [Theory]
    [InlineData("adams-2", 4, "adams-2 · NFE 4")]
    [InlineData("dopri5", 1e-5, "dopri5 · tol 1e-5")]
    public void Of_GridWithoutRows_IsNamedByItsFile(string solver, double number, string expected) =>
        Assert.Equal(expected, Assert.Single(SampleGrids.Of([Sample.Grid(1000, solver, number)], [], 1000)).Title);

    [Fact]
    public void Steps_OfFiles_AreThoseOfGridsNewestFirst() =>
        Assert.Equal([1500, 500], SampleGrids.Steps(
            [Sample.Grid(500, "euler", 4), Sample.Grid(1500, "euler", 4), Sample.Grid(1500, "euler", 8), Sample.Detail(Sample.Trial(1)).Artifacts[0]]));
}
