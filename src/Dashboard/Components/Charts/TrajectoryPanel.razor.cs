using System.Globalization;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Charts;

/// <summary>Draws one <see cref="TrajectoryPicture"/>.</summary>
public sealed partial class TrajectoryPanel : ComponentBase
{
    private TrajectoryPicture? drawn;
    private bool drawnDark;

    /// <summary>The trial.</summary>
    [Parameter, EditorRequired]
    public required TrialSummary Trial { get; set; }

    /// <summary>Position of its assignment in the palette.</summary>
    [Parameter, EditorRequired]
    public required int ColorIndex { get; set; }

    /// <summary>Training step at which the trajectories were drawn.</summary>
    [Parameter, EditorRequired]
    public required int Step { get; set; }

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required TrajectoryPicture Picture { get; set; }

    /// <summary>Whether the page is dark.</summary>
    [CascadingParameter(Name = "IsDark")]
    public bool IsDark { get; set; }

    private string Color => SeriesPalette.Color(Math.Max(0, ColorIndex), IsDark);

    private string ViewBox => $"-34 -6 {N(TrajectoryPicture.Width + 44)} {N(Picture.Height + 30)}";

    private string Description =>
        $"{Picture.Paths.Count} trajectories of trial {Trial.Id}, {Trial.Label}, seed {Trial.Seed}, from noise to data at training step {Step}.";

    /// <inheritdoc/>
    protected override bool ShouldRender() => !ReferenceEquals(drawn, Picture) || drawnDark != IsDark;

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => (drawn, drawnDark) = (Picture, IsDark);

    private static string N(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
