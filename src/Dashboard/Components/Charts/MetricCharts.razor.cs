using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>The live curves of some trials, a chart for each metric, loss and curvature first; what is measured by bins of time in one chart each.</summary>
public sealed partial class MetricCharts : ComponentBase
{
    /// <summary>Charts that are drawn wherever they are; those after them are drawn when somebody comes near.</summary>
    private const int AtOnce = 4;

    private static readonly string[] First = ["loss", "curvature"];
    private IReadOnlyList<(string Name, LineChart Model)> charts = [];

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>Their points.</summary>
    [Parameter, EditorRequired]
    public required MetricHistory History { get; set; }

    /// <summary>Whether every trial has a legend entry of its own.</summary>
    [Parameter]
    public bool EachTrial { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Scale => Navigation.Query("scale");

    /// <inheritdoc/>
    protected override void OnParametersSet() =>
        charts =
        [
            .. First.Concat(History.Names.Except(First).Where(name => !MetricByTime.IsBin(name)))
                .Select(name => (name, MetricCurves.Of(Groups, History, name, Scale, EachTrial)))
                .Where(chart => First.Contains(chart.name) || SaysSomething(chart.Item2)),
            .. History.Names.Where(MetricByTime.IsBin).Select(MetricName.Family).Distinct()
                .Select(metric => ($"{metric}-by-time", MetricByTime.Of(metric, Groups, History, Scale))),
        ];

    // A coupling without a penalty reports 0 throughout.
    private static bool SaysSomething(LineChart chart) => chart.Series.Any(line => line.Points.Any(point => point.Y != 0));
}
