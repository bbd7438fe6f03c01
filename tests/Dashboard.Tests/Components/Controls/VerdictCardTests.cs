using Bunit;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class VerdictCardTests : DashboardContext
{
    private static readonly TrialGroups<TrialSummary> Groups = new(Sample.Trials());

    private static readonly EqualSteps Steps = EqualSteps.Of(
        Groups.All,
        new (string Trial, double Value)[] { ("1-1", 5), ("1-2", 6), ("1-3", 1), ("1-4", 2) }
            .SelectMany(row => new[] { Sample.Row(row.Trial, row.Value, 1), Sample.Row(row.Trial, 1, 4) }));

    [Fact]
    public void Card_NothingChosen_JudgesTheBestTwoAtTheCoarsestCell() => Assert.Equal(
        "learned is better than independent in W2 at euler-1 by 4.00 (95 % interval 4.00 to 4.00).", Show().Find("strong").TextContent);

    [Fact]
    public void Card_ChoiceInTheAddress_IsJudged()
    {
        Navigate("/experiments/1?tab=comparison&first=1&second=2&judged=euler-4");

        var card = Show();

        Assert.Equal("No difference in W2 at euler-4: every seed of both has 1.00.", card.Find("strong").TextContent);
        Assert.Equal(["1", "2", "euler-4"], card.FindAll("select").Select(select => select.GetAttribute("value")));
    }

    [Fact]
    public void Card_AddressThatNamesNothing_FallsBack()
    {
        Navigate("/experiments/1?tab=comparison&first=77&second=x&judged=heun-3");

        Assert.Contains("at euler-1", Show().Find("strong").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_OfTwoAssignments_NeedsNoCaution() => Assert.DoesNotContain("chosen beforehand", Show().Markup, StringComparison.Ordinal);

    private IRenderedComponent<VerdictCard> Show() => Render<VerdictCard>(parameters => parameters
        .Add(card => card.Groups, Groups)
        .Add(card => card.Steps, Steps)
        .Add(card => card.Comparison, Comparison.Of(Groups, Steps, "wasserstein2", "euler", (Objective?)null)));
}
