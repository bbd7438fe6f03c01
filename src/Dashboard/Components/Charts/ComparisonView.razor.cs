using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Couplings beside each other: the table, the metric against NFE, and where along time they bend.</summary>
public sealed partial class ComparisonView : ComponentBase
{
    private IReadOnlyList<string> metrics = [];
    private IReadOnlyList<string> solvers = [];
    private Comparison? comparison;
    private LineChart? nfe;

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups Groups { get; set; }

    /// <summary>Their evaluation rows.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EvaluationRecord> Evaluations { get; set; }

    /// <summary>Rises when new profiles may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>The metric of the cells and of the chart against NFE.</summary>
    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    /// <summary>The solver.</summary>
    [SupplyParameterFromQuery]
    public string? Solver { get; set; }

    private string CurrentMetric => metrics.Contains(Metric) ? Metric! : metrics.Contains("wasserstein2") ? "wasserstein2" : metrics[0];

    private string CurrentSolver => solvers.Contains(Solver) ? Solver! : solvers[0];

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        var rows = Evaluations.Where(row => Groups.Find(row.TrialId) is not null).ToList();
        (metrics, solvers) = (EvaluationSelection.Metrics(rows), EvaluationSelection.Solvers(rows));
        if (solvers.Count > 0)
        {
            comparison = Comparison.Of(Groups, rows, CurrentMetric, CurrentSolver);
            nfe = NfeCurves.Of(Groups, rows, CurrentMetric, CurrentSolver);
        }
    }
}
