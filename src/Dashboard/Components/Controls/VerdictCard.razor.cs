using System.Globalization;
using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Measurements;
using FastOde.Analysis.Trials;
using FastOde.Analysis.Verdicts;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Which of two assignments is better at one cell of a comparison. Both, and the cell, are kept in the address.</summary>
public sealed partial class VerdictCard : ComponentBase
{
    /// <summary>A list of more could not be read.</summary>
    private const int MostOptions = 200;

    private IReadOnlyList<string> options = [];
    private IReadOnlyList<string> cells = [];
    private int first;
    private int second;
    private string cell = "";
    private Verdict verdict = null!;

    /// <summary>The assignments.</summary>
    [Parameter, EditorRequired]
    public required TrialGroups<TrialSummary> Groups { get; set; }

    /// <summary>What of their trials is compared.</summary>
    [Parameter, EditorRequired]
    public required EqualSteps Steps { get; set; }

    /// <summary>The comparison, of two assignments at least and with a column.</summary>
    [Parameter, EditorRequired]
    public required Comparison Comparison { get; set; }

    /// <summary>What the experiment optimises, where it does.</summary>
    [Parameter]
    public Objective? Objective { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Caution => string.Join(' ', ((string[])[verdict.CautionAmong(Groups.Labels.Count), MoreText]).Where(part => part.Length > 0));

    private string MoreText => Groups.Labels.Count > options.Count ? $"The choice has the best {options.Count} of {NumberText.Count(Groups.Labels.Count)} assignments." : "";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var choice = VerdictChoice.Of(Comparison, Objective);
        cells = [.. Comparison.Columns.Select(column => new EvaluationCell(Comparison.Solver, column.Number).ToString())];
        cell = Navigation.Query("judged") is { } asked && cells.Contains(asked) ? asked : choice?.Cell.ToString() ?? cells[0];
        var column = cells.Index().First(entry => entry.Item == cell).Index;
        var best = VerdictChoice.BestFirst(Comparison, column, choice?.Maximize);
        var shown = best.Concat(Comparison.Rows.Select(row => row.Index)).Distinct().Take(MostOptions).ToList();
        first = Asked("first") ?? choice?.First ?? shown[0];
        second = Asked("second") ?? (choice?.Second is { } other && other != first ? other : shown.First(index => index != first));
        options = [.. shown.Union([first, second]).Order().Select(Text)];
        verdict = Verdict.Of(Groups, Steps, Comparison.Metric, EvaluationCell.Parse(cell)!, first, second, choice?.Maximize);
    }

    private int? Asked(string key) =>
        int.TryParse(Navigation.Query(key), CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= Groups.Labels.Count ? number - 1 : null;

    private static string Text(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    private string LabelOf(string option) => Groups.Labels[int.Parse(option, CultureInfo.InvariantCulture) - 1];

    private static string CellText(string text) => EvaluationCell.Parse(text) is { Number: >= 1 } budget
        ? $"NFE {NumberText.Heading(budget.Number)}"
        : NumberText.Heading(EvaluationCell.Parse(text)!.Number);
}
