using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Tests.TestSupport;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;

namespace FastOde.Analysis.Tests.Verdicts;

public sealed class VerdictChoiceTests
{
    private readonly Measurement[] rows =
    [
        .. new (string Trial, double Coarse, double Fine)[] { ("1-1", 3, 1), ("1-2", 4, 1.5), ("1-3", 1, 2), ("1-4", 1, 3), ("1-5", 2, 0.5), ("1-6", 2, 0.5) }
            .SelectMany(value => new[] { Sample.Row(value.Trial, value.Coarse, 1), Sample.Row(value.Trial, value.Fine, 4) }),
    ];

    [Fact]
    public void Of_NoObjective_IsTheBestTwoAtTheCoarsestCell() => Assert.Equal(new(new("euler", 1), 1, 2, null), Choose(null));

    [Fact]
    public void Of_AnObjective_IsTheBestTwoAtItsCell()
    {
        Assert.Equal(new(new("euler", 4), 2, 0, false), Choose(Objective.Of("wasserstein2@euler-4", maximize: false)));
        Assert.Equal(new(new("euler", 4), 1, 0, true), Choose(Objective.Of("wasserstein2@euler-4", maximize: true)));
        Assert.Equal(new(new("euler", 1), 1, 2, null), Choose(Objective.Of("curvature", maximize: false)));
    }

    [Fact]
    public void Of_CurvatureOfOneStep_IsTheNextCell() => Assert.Equal(
        4,
        VerdictChoice.Of(Sample.Compare(Groups(), rows.Select(row => row with { Metric = "curvature" }), "curvature"), null)!.Cell.Number);

    [Fact]
    public void Of_OneSeedEach_IsNothing() =>
        Assert.Null(VerdictChoice.Of(Sample.Compare(Sample.Groups(Sample.Trial(1), Sample.Trial(3, "learned")), rows), null));

    [Fact]
    public void Of_OneSeedEachOfExactValues_IsTheBestTwo()
    {
        var groups = new TrialGroups<TrialResult>([Sample.Trial(1), Sample.Trial(3, "learned"), Sample.Trial(5, "reflow")]) { IsExact = true };

        Assert.Equal(new(new("euler", 1), 1, 2, null), VerdictChoice.Of(Sample.Compare(groups, rows), null));
    }

    [Fact]
    public void Judge_AChoice_IsItsVerdict()
    {
        var groups = Groups();

        Assert.Equal(
            "learned is better than reflow in W2 at euler-1 by 1.00 (95 % interval 1.00 to 1.00).",
            Choose(null)!.Judge(groups, EqualSteps.Of(groups.All, rows), "wasserstein2").Sentence);
    }

    private VerdictChoice? Choose(Objective? objective) => VerdictChoice.Of(Sample.Compare(Groups(), rows), objective);

    private static TrialGroups<TrialResult> Groups() => Sample.Groups([.. Sample.Trials(), Sample.Trial(5, "reflow"), Sample.Trial(6, "reflow")]);
}
