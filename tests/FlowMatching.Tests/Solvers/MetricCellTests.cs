using CsCheck;
using FastOde.FlowMatching.Catalogs;
using FastOde.FlowMatching.Solvers;
using FastOde.FlowMatching.Solvers.Grids;

namespace FastOde.FlowMatching.Tests.Solvers;

public sealed class MetricCellTests
{
    [Theory]
    [InlineData("wasserstein2@euler-4", "wasserstein2", "euler", 4)]
    [InlineData("fid@heun-9", "fid", "heun", 9)]
    [InlineData("wasserstein2@dopri5-1e-5", "wasserstein2", "dopri5", 1e-5)]
    [InlineData("wasserstein2@euler/curvature-4", "wasserstein2", "euler/curvature", 4)]
    [InlineData("fid@heun/power2.5-9", "fid", "heun/power2.5", 9)]
    [InlineData("nll@heun-21", "nll", "heun", 21)]
    [InlineData("fid@dpmpp-2m-8", "fid", "dpmpp-2m", 8)]
    [InlineData("fid@euler-maruyama/power2-100", "fid", "euler-maruyama/power2", 100)]
    [InlineData("fid[mnist-classifier]@heun-9", "fid[mnist-classifier]", "heun", 9)]
    [InlineData("sliced-wasserstein@rk4-8", "sliced-wasserstein", "rk4", 8)]
    public void Parse_OfACellWithSolver_NamesMetricSolverAndNumber(string text, string metric, string solver, double number)
    {
        var cell = MetricCell.Parse(text);

        Assert.Equal((metric, solver, number), (cell.Metric, cell.Solver?.Solver, cell.Solver?.Number));
        Assert.Equal(text, cell.ToString());
    }

    [Fact]
    public void Parse_OfAMetricAlone_HasNoSolver()
    {
        var cell = MetricCell.Parse("curvature");

        Assert.Null(cell.Solver);
        Assert.Equal("curvature", cell.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("@euler-4")]
    [InlineData("fid[]@euler-4")]
    [InlineData("fid[inception@euler-4")]
    [InlineData("Curvature")]
    [InlineData("wasserstein2@")]
    [InlineData("wasserstein2@euler")]
    [InlineData("wasserstein2@euler-4@heun-9")]
    public void Parse_OfAnotherForm_ShowsTheRightOne(string text)
    {
        var exception = Assert.Throws<SettingValueException>(() => MetricCell.Parse(text));

        Assert.Contains("such as", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfAnyCellsText_GivesAnEqualCell()
    {
        var word = Gen.Char["abcxyz019"].Array[0, 6].Select(rest => "m" + new string(rest));
        var metric = word.Array[1, 3].Select(words => string.Join('-', words));
        var setting = Gen.OneOf(
            Gen.Int[1, 500].Select(nfe => SolverSetting.Of("euler", nfe)),
            Gen.Int[0, 250].Select(half => SolverSetting.Of("heun", 2 * half + 1)),
            Gen.Select(Gen.Double[0.1, 100], Gen.Int[1, 500]).Select((exponent, nfe) => SolverSetting.Of($"euler/{new PowerGrid(exponent).Name}", nfe)),
            Gen.Double[1e-9, 0.5].Select(tolerance => SolverSetting.Of("dopri5", tolerance)));

        Gen.Select(metric, setting).Sample((name, solver) =>
        {
            var cell = new MetricCell(name, solver);
            return MetricCell.Parse(cell.ToString()) == cell;
        });
    }
}
