using FastOde.Analysis.Measurements;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class DemandTests
{
    [Theory]
    [InlineData("fid@heun-9 <= 5", "fid@heun-9", DemandKind.AtMost, 5)]
    [InlineData("fid<=5e-1", "fid", DemandKind.AtMost, 0.5)]
    [InlineData("recall@heun-9 >= 0.6", "recall@heun-9", DemandKind.AtLeast, 0.6)]
    [InlineData("fid@euler-100 within 5 % of best", "fid@euler-100", DemandKind.NearBest, 0.05)]
    public void Parse_Demand_HasCellAndBound(string text, string cell, DemandKind kind, double bound)
    {
        var demand = Demand.Parse(text)!;

        Assert.Equal((cell, kind, bound), (demand.Cell.Text, demand.Kind, demand.Bound));
    }

    [Theory]
    [InlineData("fid@heun-9")]
    [InlineData("fid@heun-9 < 5")]
    [InlineData("fid@heun-9 <= five")]
    [InlineData("<= 5")]
    [InlineData("fid within 5 of best")]
    [InlineData("fid within -5 % of best")]
    [InlineData("fid <= 5 or so")]
    public void Parse_AnythingElse_IsNone(string text) => Assert.Null(Demand.Parse(text));

    [Theory]
    [InlineData("fid <= 5", 4.0, null, 0)]
    [InlineData("fid <= 5", 5.0, null, 0)]
    [InlineData("fid <= 5", 6.0, null, 0.2)]
    [InlineData("fid <= 0", 6.0, null, 6)]
    [InlineData("recall >= 0.5", 0.4, null, 0.2)]
    [InlineData("fid within 10 % of best", 11.0, 10.0, 0)]
    [InlineData("fid within 10 % of best", 22.0, 10.0, 1)]
    [InlineData("recall within 10 % of best", 0.9, 1.0, 0)]
    [InlineData("recall within 10 % of best", 0.45, 1.0, 0.5)]
    [InlineData("fid <= 5", null, null, double.PositiveInfinity)]
    [InlineData("fid within 10 % of best", 5.0, null, double.PositiveInfinity)]
    public void Violation_Value_IsHowFarItMisses(string text, double? value, double? best, double expected) =>
        Assert.Equal(expected, Demand.Parse(text)!.Violation(value, best), 12);
}
