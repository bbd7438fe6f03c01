using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The state of an experiment, a trial or an attempt as a word with an icon and a colour.</summary>
public sealed partial class StateBadge : ComponentBase
{
    /// <summary>An <see cref="ExperimentState"/>, <see cref="TrialState"/> or <see cref="AttemptState"/>.</summary>
    [Parameter, EditorRequired]
    public required Enum Value { get; set; }

    private string Tone => Value switch
    {
        ExperimentState.Running or TrialState.Running or AttemptState.Running => "running",
        ExperimentState.Completed or TrialState.Completed or AttemptState.Completed => "good",
        TrialState.Failed or TrialState.Diverged or AttemptState.Failed or AttemptState.Diverged => "bad",
        ExperimentState.Paused or AttemptState.Interrupted or AttemptState.Blocked => "waiting",
        _ => "quiet",
    };

    private string Icon => Value switch
    {
        ExperimentState.Running or TrialState.Running or AttemptState.Running => Icons.Material.Filled.PlayArrow,
        ExperimentState.Completed or TrialState.Completed or AttemptState.Completed => Icons.Material.Filled.Check,
        TrialState.Diverged or AttemptState.Diverged => Icons.Material.Filled.TrendingUp,
        TrialState.Failed or AttemptState.Failed => Icons.Material.Filled.ErrorOutline,
        ExperimentState.Paused or AttemptState.Stopped => Icons.Material.Filled.Pause,
        AttemptState.Interrupted => Icons.Material.Filled.PowerOff,
        TrialState.Queued or AttemptState.Blocked => Icons.Material.Filled.HourglassEmpty,
        TrialState.Pruned => Icons.Material.Filled.ContentCut,
        _ => Icons.Material.Filled.Block,
    };
}
