using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;
using FastOde.Analysis.Trials;

namespace FastOde.Analysis.Tests.Trials;

public sealed class GoalMeansTests
{
    private static readonly Goals Two = Goals.Of("f1", maximize: false, ["f2"], ["f3 <= 1"]);

    [Fact]
    public void Of_Seeds_AreAveragedWhereTheyHaveAllValues()
    {
        var means = GoalMeans.Of(
            Sample.Groups(
                Trial(1, "a", 1, 10, 1), Trial(2, "a", 3, 20, 1), Trial(3, "a", 100, null, 1), Trial(4, "a", 100, 100, 1) with { EndedEarly = "pruned" },
                Trial(5, "b", null, 1, 1), Trial(6, "c", 1, 1, 2)),
            Two);

        Assert.Equal([[2.0, 15], null, null], means);
    }

    private static TrialResult Trial(int number, string assignment, double? first, double? second, double demanded) =>
        Sample.Trial(number, assignment) with { ObjectiveValue = first, OtherValues = [second, demanded] };
}
