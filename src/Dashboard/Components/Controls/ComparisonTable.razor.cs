using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A <see cref="Comparison"/> as a table.</summary>
public sealed partial class ComparisonTable : ComponentBase
{
    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required Comparison Comparison { get; set; }

    private string FloorText => Comparison.Floor is { } floor ? $" Floor {NumberText.Brief(floor)}." : "";

    private bool StepsDiffer => Comparison.Rows.SelectMany(row => row.Steps).Distinct().Skip(1).Any();

    private static string Heading(double number) => number >= 1 ? $"NFE {EvaluationSelection.Heading(number)}" : EvaluationSelection.Heading(number);

    private static string Steps(ComparisonRow row) => row.Steps.Count switch
    {
        0 => "–",
        1 => $"{row.Steps[0]}",
        _ => $"{row.Steps[0]}–{row.Steps[^1]}",
    };

    private static RenderFragment Cell(Spread? spread, double? best) => builder =>
    {
        var isBest = spread is not null && spread.Mean == best;
        builder.OpenElement(0, isBest ? "strong" : "span");
        builder.AddContent(1, NumberText.BriefOrDash(spread?.Mean));
        builder.CloseElement();
        if (spread?.StandardDeviation is { } deviation)
        {
            builder.OpenElement(2, "span");
            builder.AddAttribute(3, "class", "spread");
            builder.AddContent(4, $" ± {NumberText.Brief(deviation, 2)}");
            builder.CloseElement();
        }
    };
}
