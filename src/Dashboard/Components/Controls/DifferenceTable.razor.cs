using FastOde.Analysis.Comparisons;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Evaluation cells of several trials side by side.</summary>
public sealed partial class DifferenceTable : ComponentBase
{
    /// <summary>The cells.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TrialDifferenceRow> Rows { get; set; }

    /// <summary>A heading for each trial.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Heads { get; set; }

    /// <summary>What of the trials is compared.</summary>
    [Parameter, EditorRequired]
    public required EqualSteps Steps { get; set; }

    private static string Signed(double difference) => (difference < 0 ? "−" : "+") + NumberText.Brief(Math.Abs(difference));
}
