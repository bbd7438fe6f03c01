using Bunit;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Charts;
using FastOde.Dashboard.Tests.TestSupport;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.Components.Charts;

public sealed class ChartTests : DashboardContext
{
    private const string Module = "./_content/FastOde.Dashboard/Components/Charts/Chart.razor.js";
    private readonly TrialGroups<TrialSummary> groups = new(Sample.Trials());
    private readonly MetricHistory history = new();
    private readonly BunitJSModuleInterop module;

    public ChartTests()
    {
        history.Append("1-1", [Sample.Point(100, 2)]);
        module = JSInterop.SetupModule(Module);
        module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Chart_FirstModel_IsDrawn()
    {
        Render<Chart>(parameters => parameters.Add(chart => chart.Name, "loss").Add(chart => chart.Model, Curves()));

        Assert.Single(module.Invocations["draw"]);
    }

    [Fact]
    public void Chart_MorePoints_AreAppendedOnly()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Name, "loss").Add(c => c.Model, Curves()));
        history.Append("1-1", [Sample.Point(200, 1)]);

        chart.Render(parameters => parameters.Add(c => c.Model, Curves()));

        Assert.Single(module.Invocations["draw"]);
        Assert.Single(module.Invocations["append"]);
    }

    [Fact]
    public void Chart_SameModelAgain_DrawsNothing()
    {
        var model = Curves();
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Name, "loss").Add(c => c.Model, model));

        chart.Render(parameters => parameters.Add(c => c.Model, model));

        Assert.Single(module.Invocations["draw"]);
        Assert.Empty(module.Invocations["append"]);
    }

    [Fact]
    public void Chart_AnyModel_HasATextAlternative()
    {
        var chart = Render<Chart>(parameters => parameters.Add(c => c.Name, "loss").Add(c => c.Model, Curves()));

        Assert.Contains("2.00 at step 100", chart.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisposeAsync_DrawnChart_ReleasesTheDrawing()
    {
        Render<Chart>(parameters => parameters.Add(c => c.Name, "loss").Add(c => c.Model, Curves()));

        await DisposeComponentsAsync();

        Assert.Single(module.Invocations["dispose"]);
    }

    private LineChart Curves() => MetricCurves.Of(groups, history, "loss", ScaleChoice.Linear);
}
