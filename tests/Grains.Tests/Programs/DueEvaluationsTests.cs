using FastOde.Grains.Programs;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Programs;

public sealed class DueEvaluationsTests
{
    [Theory]
    [InlineData(40, 100, 39, new int[0])]
    [InlineData(40, 100, 99, new[] { 40, 80 })]
    [InlineData(40, 100, 100, new[] { 40, 80, 100 })]
    [InlineData(50, 100, 100, new[] { 50, 100 })]
    [InlineData(0, 100, 100, new[] { 100 })]
    [InlineData(0, 100, 99, new int[0])]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue, new[] { int.MaxValue })]
    public void UpTo_Step_NamesEveryEvaluationBefore(int every, int iterations, int step, int[] due)
    {
        var trial = new TrialSpec { Iterations = iterations, Evaluation = new() { Every = every } };

        Assert.Equal(due, DueEvaluations.UpTo(trial, step));
    }

    [Fact]
    public void UpTo_NothingToMeasure_IsEmpty() =>
        Assert.Empty(DueEvaluations.UpTo(new TrialSpec { Iterations = 5, Evaluation = new() { Metrics = [] } }, 5));
}
