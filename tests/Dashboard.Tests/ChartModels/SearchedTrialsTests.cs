using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class SearchedTrialsTests
{
    private readonly TrialSummary[] trials =
    [
        Sample.Trial(1) with { ObjectiveValue = 1, OtherValues = [0.9] }, Sample.Trial(2, state: TrialState.Running) with { ObjectiveValue = 2 },
        Sample.Trial(3) with { ObjectiveValue = double.NaN }, Sample.Trial(4), Sample.Trial(5, "learned") with { ObjectiveValue = 5, OtherValues = [0.1] },
    ];

    [Fact]
    public void Of_Trials_AreThoseThatCompletedWithAValue() =>
        Assert.Equal([1, 5], SearchedTrials.Of(trials, Goals.Of("value", false, [], [])).Measured.Select(trial => trial.Number));

    [Fact]
    public void Of_ADemand_LeavesOutThoseThatMissIt()
    {
        var searched = SearchedTrials.Of(trials, Goals.Of("value", false, [], ["recall@euler-4 >= 0.5"]));

        Assert.Equal((1, 1), (Assert.Single(searched.Measured).Number, searched.Missing));
    }

    [Fact]
    public void Importance_OfTheKeys_IsComputedFromTheirObjectives()
    {
        SearchDimension[] space = [new() { Key = "coupling.kind", Values = [ParameterValue.Of("independent"), ParameterValue.Of("learned")] }];
        var input = SearchedTrials.Of(trials, Goals.Of("value", false, [], [])).Importance(space);

        Assert.Equal([1, 5], input.Values);
        Assert.Equal([0, 1], Assert.Single(input.Columns).Values);
    }
}
