using Bunit;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class ComparePageTests : DashboardContext
{
    public ComparePageTests()
    {
        Results.Experiments.Add(Sample.Experiment());
        Results.Trials.AddRange(Sample.Trials());
        Results.Details.AddRange(Results.Trials.Select(Sample.Detail));
        Results.Series.AddRange([Sample.Series("1-1", "loss", (100, 2)), Sample.Series("1-4", "loss", (100, 1))]);
        Results.Rows.AddRange([Sample.Row("1-1", 2), Sample.Row("1-4", 0.5)]);
    }

    [Fact]
    public void Page_OneTrial_AsksForMore()
    {
        Navigate("/compare?trials=1-1");

        Assert.Contains("Choose two or more trials", Render<ComparePage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TwoTrials_MarksTheSettingsThatDiffer()
    {
        Navigate("/compare?trials=1-1,1-4");

        var rows = Render<ComparePage>().FindAll("[data-table=settings] tr.differs");

        Assert.Equal(["seed", "coupling.kind", "coupling.penalties.kl", "coupling.beta"], rows.Select(row => row.QuerySelector("th")!.TextContent).Take(4));
        Assert.Contains("independent", rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TwoTrials_ComparesTheirEvaluationsAndCurves()
    {
        Navigate("/compare?trials=1-1,1-4");

        var page = Render<ComparePage>();

        var cells = page.Find("[data-table=differences] tbody tr").QuerySelectorAll("td");
        Assert.Contains("2.000", cells[3].TextContent, StringComparison.Ordinal);
        Assert.Contains("−1.50", cells[4].TextContent, StringComparison.Ordinal);
        Assert.Null(cells[4].QuerySelector("strong"));
        Assert.Contains("1-4 learned: 1.00 at step 100", page.Find("[data-chart=loss] [role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_TwoSeedsOfOneAssignment_HaveColoursOfTheirOwn()
    {
        Navigate("/compare?trials=1-1,1-2");

        var colours = Render<ComparePage>().FindAll(".compare-heads .swatch").Select(swatch => swatch.GetAttribute("style")).ToList();

        Assert.Equal(2, colours.Distinct().Count());
    }

    [Fact]
    public void Page_UnknownTrialAmongThem_IsNamed()
    {
        Navigate("/compare?trials=1-1,1-4,8-8");

        Assert.Contains("There is no trial 8-8", Render<ComparePage>().Markup, StringComparison.Ordinal);
    }
}
