using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class ImportanceInputTests
{
    private static readonly TrialGroups<TrialSummary> Groups = new(Sample.Trials());

    private static readonly SearchDimension[] Space = [new() { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] }];

    [Fact]
    public void Of_ACell_IsTheValuesThatWereMeasuredThere()
    {
        var input = Input(Sample.Row("1-1", 5), Sample.Row("1-3", 1), Sample.Row("1-3", 9, 20));

        Assert.Equal([5, 1], input.Values);
        Assert.Equal([0, 1], Assert.Single(input.Columns).Values);
    }

    [Fact]
    public void Of_ZeroByConstruction_HasNoValue() =>
        Assert.Empty(ImportanceInput.Of(Space, Groups, EqualSteps.Of(Groups.All, [Sample.Row("1-1", 1e-14, 1, "curvature")]), "curvature", new("euler", 1)).Values);

    [Fact]
    public void IsSame_OfEqualNumbers_IsTrueAndOfOthersFalse()
    {
        Assert.True(Input(Sample.Row("1-1", 5)).IsSame(Input(Sample.Row("1-1", 5))));
        Assert.False(Input(Sample.Row("1-1", 5)).IsSame(Input(Sample.Row("1-3", 5))));
        Assert.False(Input(Sample.Row("1-1", 5)).IsSame(Input(Sample.Row("1-1", 6))));
        Assert.False(Input().IsSame(null));
    }

    [Theory]
    [InlineData(100, 100, true)]
    [InlineData(100, 104, false)]
    [InlineData(100, 105, true)]
    [InlineData(100, 20, true)]
    public void IsWorth_AFewMoreTrials_IsFalse(int before, int now, bool expected) =>
        Assert.Equal(expected, new ImportanceInput([], new double[now]).IsWorth(new([], new double[before])));

    private static ImportanceInput Input(params EvaluationRecord[] rows) => ImportanceInput.Of(Space, Groups, EqualSteps.Of(Groups.All, rows), "wasserstein2", new("euler", 4));
}
