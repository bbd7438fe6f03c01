using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ContourPictureTests
{
    private static readonly SearchDimension A = new() { Key = "a", Min = 0, Max = 10 };
    private static readonly SearchDimension B = new() { Key = "b", Min = 1, Max = 1000, Log = true };
    private static readonly Objective Least = Objective.Of("value", maximize: false);

    // Better to the right, whatever b is.
    private static readonly IReadOnlyList<TrialSummary> Trials = [.. from a in Enumerable.Range(0, 6) from b in (double[])[1, 30, 1000] select Trial((a * 3) + (int)Math.Log10(b) + 1, a * 2, b, 5 - a)];

    [Fact]
    public void Of_ObjectiveThatFallsToTheRight_IsStrongestThere()
    {
        var picture = ContourPicture.Of(Trials, A, B, Least);

        for (var row = 0; row < ContourPicture.Side; row++)
        {
            var bands = picture.Cells.Skip(row * ContourPicture.Side).Take(ContourPicture.Side).ToList();
            Assert.True(bands[0] < 3 && bands[^1] > ContourPicture.Bands - 4);
            Assert.Equal(bands.Order(), bands);
        }

        Assert.Contains("18 trials; the best, 0, at a 10", picture.Description, StringComparison.Ordinal);
        Assert.Equal(["0", "5.00", "10.0"], picture.XTicks);
        Assert.Equal(["1.00", "31.6", "1000"], picture.YTicks);
        Assert.Equal((1.0, true), (picture.Points[^1].X, picture.Points[^1].IsBest));
    }

    [Fact]
    public void Of_ObjectiveToMaximize_IsStrongestWhereItIsMost()
    {
        var picture = ContourPicture.Of(Trials, A, B, Objective.Of("value", maximize: true));

        Assert.True(picture.Cells[0] > picture.Cells[ContourPicture.Side - 1] + 5);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public void Of_FewTrials_EstimatesNothing(int count) => Assert.Empty(ContourPicture.Of([.. Trials.Take(count)], A, B, Least).Cells);

    [Fact]
    public void Of_ValuesThatDoNotDiffer_EstimatesNothing() =>
        Assert.Empty(ContourPicture.Of([.. Enumerable.Range(1, 9).Select(number => Trial(number, 1, number, number))], A, B, Least).Cells);

    [Fact]
    public void Of_ManyTrials_DrawsSomeOfAllAndTheBest()
    {
        var picture = ContourPicture.Of([.. Enumerable.Range(1, 2000).Select(number => Trial(number, number % 50, number, number == 1999 ? -1 : number))], A, B, Least);

        Assert.Equal(500 + 1, picture.Points.Count);
        Assert.True(picture.Points[^1].IsBest);
    }

    [Fact]
    public void Keys_OfASpace_AreNumbersThatDiffer() => Assert.Equal(
        ["a", "b"], ContourPicture.Keys([A, new() { Key = "kind", Values = [ParameterValue.Of("x"), ParameterValue.Of("y")] }, B, new() { Key = "one", Values = [ParameterValue.Of(1.0)] }]));

    private static TrialSummary Trial(int number, double a, double b, double value) => Sample.Trial(number) with
    {
        ObjectiveValue = value,
        Parameters = new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of(a), ["b"] = ParameterValue.Of(b) },
    };
}
