using FastOde.Analysis.Comparisons;
using FastOde.Analysis.Verdicts;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A <see cref="Comparison"/> as a table.</summary>
public sealed partial class ComparisonTable : ComponentBase
{
    private const int PageSize = 50;
    private int page = 1;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required Comparison Comparison { get; set; }

    /// <summary>Which of its cells are the best.</summary>
    [Parameter, EditorRequired]
    public required BestMarks Marks { get; set; }

    private int Page => Math.Clamp(page, 1, Math.Max(1, (Comparison.Rows.Count + PageSize - 1) / PageSize));

    private IEnumerable<ComparisonRow> Shown => Comparison.Rows.Skip((Page - 1) * PageSize).Take(PageSize);

    private void Turn(int number) => page = number;

    private string FloorText => Comparison.Floor is { } floor ? $" Floor {NumberText.Brief(floor)}." : "";

    private static string Heading(double number) => number >= 1 ? $"NFE {NumberText.Heading(number)}" : NumberText.Heading(number);
}
