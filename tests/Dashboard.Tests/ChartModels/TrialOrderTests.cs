using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class TrialOrderTests
{
    private readonly TrialSummary[] trials =
    [
        Sample.Trial(3, "learned") with { ObjectiveValue = 0.5 }, Sample.Trial(1), Sample.Trial(2, "learned", 7) with { ObjectiveValue = 2 },
    ];

    [Theory]
    [InlineData(null, false, new[] { 1, 2, 3 })]
    [InlineData("number", true, new[] { 3, 2, 1 })]
    [InlineData("objective", false, new[] { 3, 2, 1 })]
    [InlineData("objective", true, new[] { 2, 3, 1 })]
    [InlineData("seed", true, new[] { 2, 1, 3 })]
    [InlineData("coupling.kind", true, new[] { 2, 3, 1 })]
    [InlineData("nothing of the kind", false, new[] { 1, 2, 3 })]
    public void By_Column_PutsTrialsWithoutAValueLast(string? column, bool descending, int[] expected) =>
        Assert.Equal(expected, TrialOrder.By(trials, column, descending).Select(trial => trial.Number));
}
