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
    private IReadOnlyList<(string Name, Lazy<LineChart> Model)> charts = [];

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
            .. First.Concat(History.Names.Except(First).Where(name => !MetricByTime.IsBin(name) && SaysSomething(name)))
                .Select(name => (name, WhenDrawn(() => MetricCurves.Of(Groups, History, name, Scale, EachTrial)))),
            .. History.Names.Where(MetricByTime.IsBin).Select(MetricName.Family).Distinct()
                .Select(metric => ($"{metric}-by-time", WhenDrawn(() => MetricByTime.Of(metric, Groups, History, Scale)))),
        ];

    // Of many metrics few are in sight, and each model is as large as its points.
    private static Lazy<LineChart> WhenDrawn(Func<LineChart> make) => new(make, LazyThreadSafetyMode.None);

    // A coupling without a penalty reports 0 throughout.
    private bool SaysSomething(string metric) =>
        Groups.TrialIds.Any(trial => History.Points(trial, metric).Any(point => double.IsFinite(point.Y) && point.Y != 0));
}
