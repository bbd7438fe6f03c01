using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What stands in one column of a trial's row.</summary>
public sealed partial class TrialCell : ComponentBase
{
    /// <summary>The trial.</summary>
    [Parameter, EditorRequired]
    public required TrialSummary Trial { get; set; }

    /// <summary>The column.</summary>
    [Parameter, EditorRequired]
    public required TrialColumn Column { get; set; }

    /// <summary>Values of cells.</summary>
    [Parameter, EditorRequired]
    public required TrialTableData Data { get; set; }

    // Drawn numbers have up to 17 digits; the whole number stands in the cell's title.
    private string Parameter => Trial.Parameters.GetValueOrDefault(Column.Key) switch
    {
        null => "–",
        { Number: { } number } => number.ToString("G6", CultureInfo.InvariantCulture),
        var value => value.ToString(),
    };
}
