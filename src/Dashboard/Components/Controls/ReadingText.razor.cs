using FastOde.Analysis.Measurements;
using FastOde.Analysis.Verdicts;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>A <see cref="CellReading"/> in a table: mean and its interval, or the word that stands for them.</summary>
public sealed partial class ReadingText : ComponentBase
{
    /// <summary>The reading; null where nothing was measured.</summary>
    [Parameter, EditorRequired]
    public required CellReading? Reading { get; set; }

    /// <summary>Whether it is the best of its column.</summary>
    [Parameter]
    public Mark Mark { get; set; }

    /// <summary>Significant digits of the mean.</summary>
    [Parameter]
    public int Digits { get; set; } = 3;

    private string? Interval => Reading?.Spread is { Confidence: { } half, StandardDeviation: { } deviation } spread
        ? $"95 % confidence: {NumberText.Brief(spread.Mean - half, Digits)} to {NumberText.Brief(spread.Mean + half, Digits)}, over {spread.Count} seeds with the standard deviation {NumberText.Brief(deviation, 2)}"
        : null;

    private string? Reason => Reading switch
    {
        { IsZeroByConstruction: true } => CellNotes.ByConstructionNote,
        { Remarks: { Count: > 0 } remarks } => string.Join("; ", remarks),
        _ => null,
    };
}
