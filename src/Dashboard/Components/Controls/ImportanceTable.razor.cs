using System.Globalization;
using FastOde.Dashboard.ChartModels;
using FastOde.Search.Importance;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>How much each key of the search matters. It is computed beside the page, and again only for other numbers.</summary>
public sealed partial class ImportanceTable : ComponentBase
{
    private Importances? importances;
    private ImportanceInput? computed;
    private bool isComputing;

    /// <summary>What it is computed from.</summary>
    [Parameter, EditorRequired]
    public required ImportanceInput Input { get; set; }

    /// <summary>What the values are.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Input.IsSame(computed))
            return;

        var input = computed = Input;
        isComputing = true;
        var found = await Task.Run(() => Importances.Of(input.Columns, input.Values));
        if (!ReferenceEquals(input, computed))
            return;
        importances = found;
        isComputing = false;
    }

    private static string Percent(double share) => share.ToString("0 %", CultureInfo.InvariantCulture);

    private static string Width(double share) => share.ToString("0.#%", CultureInfo.InvariantCulture);
}
