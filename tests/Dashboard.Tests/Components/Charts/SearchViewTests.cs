using Bunit;
using FastOde.Dashboard.Components.Charts;
using FastOde.Dashboard.Components.Pages;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Charts;

/// <summary>What a search has found, on the page of an experiment.</summary>
public sealed class SearchViewTests : DashboardContext
{
    [Fact]
    public void View_OfAFunction_DrawsEveryTrialAndEveryKey()
    {
        var page = RenderWith(trials: 10);

        Assert.Contains("10 trials over x1, kind; the best, trial 1-1, has 1", Label(page, "parallel"), StringComparison.Ordinal);
        Assert.Contains("10 trials; the best, 1", Label(page, "scatter-x1"), StringComparison.Ordinal);
        Assert.Contains("at kind a", Label(page, "scatter-kind"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-chart=contour]"));
        Assert.NotNull(page.Find("[data-importance]"));
    }

    [Fact]
    public async Task View_MarkedParts_LeadToTheTableOfThoseTrials()
    {
        var page = RenderWith(trials: 3);
        Assert.DoesNotContain("Show the marked trials", page.Markup, StringComparison.Ordinal);

        var plot = page.FindComponent<ParallelPlot>();
        await page.InvokeAsync(() => plot.Instance.Mark([[0, 1.5, 2.5], [double.NaN, 0, 1], [1]]));

        var address = page.FindAll("a").Single(link => link.TextContent == "Show the marked trials in the table").GetAttribute("href")!;
        Assert.EndsWith("/experiments/1?filter=x1%3E%3D1.5%20x1%3C%3D2.5", address, StringComparison.Ordinal);
        await page.InvokeAsync(() => plot.Instance.Mark([]));
        Assert.DoesNotContain("Show the marked trials", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void View_OfTwoNumbers_DrawsTheObjectiveOverThoseInTheAddress()
    {
        var page = RenderWith(trials: 10, new SearchDimension { Key = "x2", Min = 0, Max = 100 }, new SearchDimension { Key = "x3", Min = 0, Max = 100 });
        Assert.Contains("over x1 and x2. 10 trials", Label(page, "contour"), StringComparison.Ordinal);

        page.FindAll("[data-chart=contour] select")[1].Change("x3");

        Assert.Contains("y=x3", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("over x1 and x3", Label(page, "contour"), StringComparison.Ordinal));
    }

    [Fact]
    public void View_BeforeTheFirstResult_SaysWhatIsMissing() =>
        Assert.Contains("No trial has completed with a value yet", RenderWith(trials: 0).Markup, StringComparison.Ordinal);

    [Fact]
    public void Tab_WithoutASearch_IsNotOffered()
    {
        Results.Experiments.Add(Sample.Experiment());
        Navigate("/experiments/1?tab=search");

        var page = Render<ExperimentDetailPage>(parameters => parameters.Add(one => one.ExperimentId, 1));

        Assert.DoesNotContain(page.FindAll(".tab-links a"), link => link.TextContent == "Search");
        Assert.Empty(page.FindAll("[data-chart=parallel]"));
    }

    private static string Label(IRenderedComponent<ExperimentDetailPage> page, string chart) => page.Find($"[data-chart={chart}] [role=img]").GetAttribute("aria-label")!;

    private IRenderedComponent<ExperimentDetailPage> RenderWith(int trials, params SearchDimension[] more)
    {
        Results.Function = "sphere";
        Results.Search = new SearchSpec
        {
            Space = [new SearchDimension { Key = "x1", Min = 0, Max = 100 }, new SearchDimension { Key = "kind", Values = [ParameterValue.Of("a"), ParameterValue.Of("b")] }, .. more],
        };
        Results.Experiments.Add(Sample.Experiment() with { CompletedTrials = trials });
        Results.Trials.AddRange(Enumerable.Range(1, trials).Select(number => Sample.Trial(number) with
        {
            ObjectiveValue = number,
            Parameters = new Dictionary<string, ParameterValue> { ["x1"] = ParameterValue.Of((double)number), ["kind"] = ParameterValue.Of("a"), ["x2"] = ParameterValue.Of(number * 2.0), ["x3"] = ParameterValue.Of(number * 3.0) },
        }));
        Navigate("/experiments/1?tab=search");
        return Render<ExperimentDetailPage>(parameters => parameters.Add(page => page.ExperimentId, 1));
    }
}
