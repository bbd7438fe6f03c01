using Bunit;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

/// <summary>What pages leave out for whom, and in whose name they ask.</summary>
public sealed class VisitorPagesTests : DashboardContext
{
    [Fact]
    public async Task ExperimentPage_OfAnOperator_AsksInTheirName()
    {
        VisitAs(CallerKind.Account, Role.Operator);
        var page = Open(ExperimentState.Running);

        await page.FindAll("button").First(button => button.TextContent.Contains("Pause", StringComparison.Ordinal)).ClickAsync(new());

        Assert.Equal(["pause"], Experiment.Commands);
        Assert.Equal((CallerKind.Account, "anna", "stamp"), (Experiment.Callers[0]!.Kind, Experiment.Callers[0]!.Name, Experiment.Callers[0]!.Proof));
    }

    [Theory]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Operator, true)]
    [InlineData(Role.Admin, true)]
    public void Pages_ByRole_ShowWhatChangesSomething(Role role, bool isShown)
    {
        VisitAs(CallerKind.Account, role);

        Assert.Equal(isShown, Open(ExperimentState.Running).FindAll(".head-actions").Count == 1);
        Assert.Equal(isShown, !Render<NewSweepPage>().FindAll("button").First(button => button.TextContent.Contains("Submit", StringComparison.Ordinal)).HasAttribute("disabled"));
        Assert.Equal(isShown, Render<ExperimentsPage>().FindAll("a[href=new]").Count == 1);
    }

    [Fact]
    public void Page_NamesWithHiddenCharacters_ShowsThem()
    {
        Results.Trials.Add(Sample.Trial(1, state: TrialState.Failed) with { Message = "no file a\u200bb\u001b[2J" });
        Results.Experiments.Add(Sample.Experiment(name: "evil\u202egnp"));

        var page = Render<ExperimentDetailPage>(parameters => parameters.Add(p => p.ExperimentId, 1));

        Assert.Equal(@"evil\u202egnp", page.Find("h1").TextContent);
        Assert.Contains(@"no file a\u200bb\u001b[2J", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Markup, character => character is '\u202e' or '\u200b' or '\u001b');
    }

    private IRenderedComponent<ExperimentDetailPage> Open(ExperimentState state)
    {
        if (Results.Experiments.Count == 0)
        {
            Results.Trials.Add(Sample.Trial(1, seed: 0, state: TrialState.Running));
            Results.Experiments.Add(Sample.Experiment(state: state));
        }

        return Render<ExperimentDetailPage>(parameters => parameters.Add(p => p.ExperimentId, 1));
    }
}
