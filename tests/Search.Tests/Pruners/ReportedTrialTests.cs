using FastOde.Search.Pruners;

namespace FastOde.Search.Tests.Pruners;

public sealed class ReportedTrialTests
{
    private readonly ReportedTrial trial = Reports.Trial(1) with { Reports = [new(10, 1), new(20, 2), new(30, 3)] };

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(30, 30)]
    [InlineData(31, null)]
    public void From_AStep_IsTheFirstReportAtOrAfterIt(int step, int? expected) => Assert.Equal(expected, trial.From(step)?.Step);

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    [InlineData(30, true)]
    [InlineData(31, false)]
    public void JustReached_AStep_IsTrueForTheNewestReportAlone(int step, bool expected) => Assert.Equal(expected, trial.JustReached(step));

    [Fact]
    public void At_AStepBetweenReports_IsNothing()
    {
        Assert.Null(trial.At(15));
        Assert.Equal(2, trial.At(20)!.Value);
    }
}
