using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The notes below a table or chart; see <see cref="Analysis.Measurements.CellNotes"/>.</summary>
public sealed partial class NoteList : ComponentBase
{
    /// <summary>The notes, a line each.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Notes { get; set; }
}
