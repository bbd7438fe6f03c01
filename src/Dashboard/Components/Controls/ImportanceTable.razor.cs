using System.Globalization;
using FastOde.Dashboard.ChartModels;
using FastOde.Search.Importance;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>How much each key of the search matters. It is computed beside the page, and again only where the numbers differ enough.</summary>
public sealed partial class ImportanceTable : ComponentBase
{
    private Importances? importances;
    private ImportanceInput? computed;
    private Task<Importances?>? computing;
    private string? titleOfComputed;

    /// <summary>What it is computed from.</summary>
    [Parameter, EditorRequired]
    public required ImportanceInput Input { get; set; }

    /// <summary>What the values are.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    private bool IsComputing => computing is not null;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        // What was computed of another cell must not stand below this one's title.
        if (titleOfComputed != Title)
            (importances, computed) = (null, null);
        titleOfComputed = Title;

        // One computation at a time, however often the numbers change; the last of them are caught up with.
        if (computing is not null)
            return;
        while (computed is null || (!Input.IsSame(computed) && Input.IsWorth(computed)))
        {
            var input = computed = Input;
            computing = Task.Run(() => Importances.Of(input.Columns, input.Values));
            var found = await computing;
            computing = null;
            if (ReferenceEquals(input, computed))
                importances = found;
        }
    }

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Width(double share) => share.ToString("0.#%", CultureInfo.InvariantCulture);
}
