using Bunit;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Controls;

/// <summary>The table of trials on the page of an experiment.</summary>
public sealed class TrialBrowserTests : DashboardContext
{
    [Fact]
    public void Table_FilterInAddress_ShowsThoseThatMatchAndHowMany()
    {
        var page = RenderAt("?filter=coupling.kind%3Dlearned");

        Assert.Equal(["1-3", "1-4"], Trials(page));
        Assert.Contains("2 of 4 trials match", page.Markup, StringComparison.Ordinal);
        Assert.Equal("trials coupling.kind=learned", Assert.Single(Results.TableQueries));
    }

    [Fact]
    public void Table_FilterThatCannotBeRead_SaysWhatWasExpectedAndKeepsTheRows()
    {
        var page = RenderAt("?filter=colour%3Ared");

        Assert.Equal(4, Trials(page).Count());
        Assert.Contains("colour:red: what comes before a colon is state", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_ColumnsInAddress_AreShownInTheirOrderWithTheirValues()
    {
        Results.Rows.Add(Sample.Row("1-2", 1.23456));
        var page = RenderAt("?columns=wasserstein2%40euler-4%2Cseed&sort=wasserstein2%40euler-4");

        Assert.Equal(["Trial ", "wasserstein2@euler-4 ▲", "Seed", "wasserstein2@euler-4"], page.FindAll("[data-table=trials] thead th").Select(head => head.TextContent.Trim() is "Trial" ? "Trial " : head.TextContent.Trim()));
        Assert.Equal("1-2", Trials(page).First());
        Assert.Contains("1.235", page.Find("[data-trial='1-2']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_ChosenAndMoved_StandInTheAddress()
    {
        var page = RenderAt("?columns=seed,state");

        page.FindAll(".column-panel input").Single(box => box.ParentElement!.TextContent.Trim() == "Attempts").Change(true);
        Assert.Contains("columns=seed%2Cstate%2Cattempts", Address, StringComparison.Ordinal);
        page.Find("button[aria-label='Move Attempts to the left']").Click();
        Assert.Contains("columns=seed%2Cattempts%2Cstate", Address, StringComparison.Ordinal);
        page.FindAll(".column-panel input").Single(box => box.ParentElement!.TextContent.Trim() == "Seed").Change(false);
        Assert.Contains("columns=attempts%2Cstate", Address, StringComparison.Ordinal);
        page.FindAll("button").Single(button => button.TextContent == "The usual columns").Click();
        Assert.DoesNotContain("columns", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_GroupedByAssignment_LeadsToTheTrialsOfEach()
    {
        var page = RenderAt("");
        page.Find(".table-tools .check input").Change(true);

        Assert.Contains("group=assignment", Address, StringComparison.Ordinal);
        var rows = page.FindAll("[data-assignment]");
        Assert.Equal(2, rows.Count);
        Assert.Contains("2 / 2", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("filter=coupling.kind%3D%22independent%22", rows[0].QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void SelectAll_OfAFilter_SelectsThoseListed()
    {
        var page = RenderAt("?filter=coupling.kind%3Dlearned");
        page.Find("[aria-label='Select all trials listed']").Change(true);

        Assert.Contains("selected=1-3%2C1-4", Address, StringComparison.Ordinal);
        Assert.True(page.Find("[aria-label='Select all trials listed']").HasAttribute("checked"));
    }

    [Fact]
    public void Download_Link_AsksForWhatIsShown() => Assert.Equal(
        "tables/1/trials.csv?filter=state%3Acompleted&sort=seed", RenderAt("?filter=state%3Acompleted&sort=seed").Find("a[download]").GetAttribute("href"));

    private static IEnumerable<string> Trials(IRenderedComponent<ExperimentDetailPage> page) =>
        page.FindAll("[data-trial]").Select(row => row.GetAttribute("data-trial")!);

    private IRenderedComponent<ExperimentDetailPage> RenderAt(string query)
    {
        Results.Experiments.Add(Sample.Experiment());
        Results.Trials.AddRange(Sample.Trials());
        Navigate($"/experiments/1{query}");
        return Render<ExperimentDetailPage>(parameters => parameters.Add(page => page.ExperimentId, 1));
    }
}
