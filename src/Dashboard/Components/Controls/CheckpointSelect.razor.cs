using System.Globalization;
using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Which checkpoint of a trial is meant: the last, whatever that is by then, or one of those that are kept.</summary>
public sealed partial class CheckpointSelect : ComponentBase
{
    /// <summary>The trial's files.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; set; }

    /// <summary>Training step of the checkpoint that is meant; null for the last.</summary>
    [Parameter]
    public int? Value { get; set; }

    /// <summary>Told of another choice.</summary>
    [Parameter]
    public EventCallback<int?> ValueChanged { get; set; }

    private IEnumerable<ArtifactRecord> Kept => Artifacts.Where(file => file.Kind == ArtifactKinds.Checkpoint);

    // What was chosen stays in sight when training has deleted it, so that nothing else is taken in its place unseen.
    private IEnumerable<int> Steps => Kept.Select(file => file.Step).Concat(Value is { } chosen ? [chosen] : []).Distinct().OrderDescending();

    private static string Text(int? step) => step?.ToString(CultureInfo.InvariantCulture) ?? "";

    private string? FileOf(int step) => Kept.FirstOrDefault(file => file.Step == step)?.Path;

    private Task Change(ChangeEventArgs change) =>
        ValueChanged.InvokeAsync(int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var step) ? step : null);
}
