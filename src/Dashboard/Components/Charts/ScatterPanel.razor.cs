using System.Globalization;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Draws one <see cref="ScatterPicture"/>.</summary>
public sealed partial class ScatterPanel : ComponentBase
{
    private ScatterPicture? drawn;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required ScatterPicture Picture { get; set; }

    private string ViewBox => $"-34 -6 {N(ScatterPicture.Width + 44)} {N(Picture.Height + 30)}";

    private string Description => $"{Picture.Samples.Count} samples over {Picture.Data.Count} points of data.";

    /// <inheritdoc/>
    protected override bool ShouldRender() => !ReferenceEquals(drawn, Picture);

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => drawn = Picture;

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
