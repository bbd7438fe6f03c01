using FastOde.Analysis.Measurements;

namespace FastOde.Analysis.Tests.Measurements;

public sealed class EvaluationCellTests
{
    [Theory]
    [InlineData("euler-20", "euler", 20)]
    [InlineData("dopri5-1e-5", "dopri5", 1e-5)]
    [InlineData("adams-2-4", "adams-2", 4)]
    [InlineData("euler/curvature-4", "euler/curvature", 4)]
    [InlineData("dpm-solver++2m-10", "dpm-solver++2m", 10)]
    public void Parse_OfACell_IsReadBackTheSame(string text, string solver, double number)
    {
        var cell = EvaluationCell.Parse(text)!;

        Assert.Equal(new EvaluationCell(solver, number), cell);
        Assert.Equal(text, cell.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("euler")]
    [InlineData("euler-")]
    [InlineData("-4")]
    [InlineData("euler-four")]
    public void Parse_OfNoCell_IsNull(string text) => Assert.Null(EvaluationCell.Parse(text));
}
