using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class ObjectiveTests
{
    private static readonly Measurement[] Evaluation =
    [
        Sample.Row("1-1", 3, 4), Sample.Row("1-1", 2, 100), Sample.Row("1-1", 9, 4, "fid[x]"), Sample.Row("1-1", 7, 20),
        Sample.Row("1-1", 1, 500, solver: "heun"), Sample.Row("1-1", 0.5, 1e-5, solver: "dopri5"), Sample.Row("1-1", double.NaN, 8, "curvature"),
    ];

    [Theory]
    [InlineData("wasserstein2@euler-4", 3.0)]
    [InlineData("wasserstein2@dopri5-1e-5", 0.5)]
    [InlineData("wasserstein2", 2.0)]
    [InlineData("fid@euler-4", 9.0)]
    [InlineData("fid[x]", 9.0)]
    [InlineData("wasserstein2@heun-4", null)]
    [InlineData("nll", null)]
    [InlineData("curvature", null)]
    public void ValueIn_Evaluation_IsThatOfItsCell(string objective, double? expected) =>
        Assert.Equal(expected, Objective.Of(objective, maximize: false).ValueIn(Evaluation));

    [Theory]
    [InlineData(false, new[] { "b", "a", "c" })]
    [InlineData(true, new[] { "a", "b", "c" })]
    public void BestFirst_ByItsDirection_PutsThoseWithoutAValueLast(bool maximize, string[] expected)
    {
        var values = new Dictionary<string, double?>() { ["c"] = null, ["a"] = 2, ["b"] = 1 };

        Assert.Equal(expected, Objective.Of("value", maximize).BestFirst(values.Keys, key => values[key]));
    }
}
