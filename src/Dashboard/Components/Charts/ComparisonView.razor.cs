using System.Globalization;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Metrics;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Controls;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>
/// Assignments beside each other: the table, the metric against NFE, where along time they bend, and what a key of the
/// search such as β buys and costs.
/// </summary>
public sealed partial class ComparisonView : ComponentBase
{
    private EqualSteps equal = EqualSteps.Of([], []);
    private IReadOnlyList<string> metrics = [];
    private IReadOnlyList<string> solvers = [];
    private Comparison? comparison;
    private BestMarks? marks;
    private LineChart? nfe;
    private IReadOnlyList<string> keys = [];
    private IReadOnlyList<string> cells = [];
    private IReadOnlyList<(string Metric, LineChart Model)> againstKey = [];
    private IReadOnlyList<string> paretoCells = [];
    private LineChart? pareto;
    private ImportanceInput? importance;

    /// <summary>The trials and their colours.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>Their evaluation rows.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EvaluationRecord> Evaluations { get; set; }

    /// <summary>Rises when new profiles may be stored.</summary>
    [Parameter, EditorRequired]
    public required int PicturesVersion { get; set; }

    /// <summary>The metrics of the spec, whose order the choice keeps.</summary>
    [Parameter]
    public IReadOnlyList<string> MetricOrder { get; set; } = [];

    /// <summary>What the experiment optimises, where it does.</summary>
    [Parameter]
    public Objective? Objective { get; set; }

    /// <summary>The search whose keys may matter; empty where none is searched.</summary>
    [Parameter]
    public IReadOnlyList<SearchDimension> Space { get; set; } = [];

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string? Metric => Navigation.Query("metric");

    private string? Solver => Navigation.Query("solver");

    private string? Key => Navigation.Query("key");

    private string? At => Navigation.Query("at");

    private string CurrentX => paretoCells.Contains(Navigation.Query("x")) ? Navigation.Query("x")! : paretoCells[0];

    private string CurrentY => paretoCells.Contains(Navigation.Query("y")) ? Navigation.Query("y")! : paretoCells.LastOrDefault(cell => cell.StartsWith("curvature@", StringComparison.Ordinal)) ?? paretoCells[1];

    private string? Step => Navigation.Query("step");

    private IReadOnlyList<string> Steps => [.. equal.Steps.Select(at => Text(at.Step))];

    // What the experiment optimises is what its reader looks for first.
    private string CurrentMetric => metrics.Contains(Metric) ? Metric! : metrics.FirstOrDefault(metric => Objective?.Names(metric) == true) ?? metrics[0];

    private string CurrentSolver => solvers.Contains(Solver) ? Solver! : ObjectiveCell is { } cell && solvers.Contains(cell.Solver) ? cell.Solver : solvers[0];

    private string CurrentKey => keys.Contains(Key) ? Key! : keys[0];

    private EvaluationCell CurrentCell => EvaluationCell.Parse(cells.Contains(At) ? At! : cells.Contains(ObjectiveCell?.ToString()) ? ObjectiveCell!.ToString() : cells[^1])!;

    private EvaluationCell? ObjectiveCell => Objective?.Names(CurrentMetric) == true ? Objective.Cell : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        equal = EqualSteps.Of(Groups.All, Evaluations, int.TryParse(Step, CultureInfo.InvariantCulture, out var step) ? step : null);
        metrics = MetricName.InOrder(EvaluationSelection.Metrics(equal.Rows), MetricOrder);
        solvers = metrics.Count == 0 ? [] : EvaluationSelection.Solvers(equal.Rows.Where(row => row.Metric == CurrentMetric));
        if (solvers.Count > 0)
        {
            comparison = Comparison.Of(Groups, equal, CurrentMetric, CurrentSolver);
            marks = BestMarks.Of(Groups, equal, comparison);
            nfe = NfeCurves.Of(Groups, equal, CurrentMetric, CurrentSolver);
            keys = KeyCurves.Keys(Groups);
            cells = [.. comparison.Columns.Where(column => column.Number > 0).Select(column => new EvaluationCell(CurrentSolver, column.Number).ToString())];
            string[] drawn = cells.Count == 0 || keys.Count == 0 ? [] : ["curvature", CurrentMetric];
            paretoCells = ParetoChart.Cells(equal, MetricOrder);
            pareto = Groups.Labels.Count > 1 && paretoCells.Count > 1 ? ParetoChart.Of(Groups, equal, CurrentX, CurrentY) : null;
            importance = cells.Count > 0 && Space.Any(dimension => dimension.Count is not 1) ? ImportanceInput.Of(Space, Groups, equal, CurrentMetric, CurrentCell) : null;
            againstKey = [.. drawn.Distinct().Where(metrics.Contains).Select(metric => (metric, KeyCurves.Of(Groups, equal, metric, CurrentCell, CurrentKey)))];
        }
    }

    private static string Text(int step) => step.ToString(CultureInfo.InvariantCulture);

    private string StepText(string step)
    {
        var (at, trials) = equal.Steps.First(pair => Text(pair.Step) == step);
        return $"{NumberText.Count(at)} ({trials} of {Groups.All.Count()} trials)";
    }

    private static string CellName(string text) => Objective.Of(text, maximize: false) is { Cell: { } at } cell ? $"{MetricName.Title(cell.Metric)}, {at}" : text;

    private static string CellText(string cell) => EvaluationCell.Parse(cell) is { Number: >= 1 } budget
        ? $"NFE {NumberText.Heading(budget.Number)}"
        : NumberText.Heading(EvaluationCell.Parse(cell)!.Number);
}
