using FastOde.Specs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Dialogs;

/// <summary>Asks how an experiment may use the machine from now on.</summary>
public sealed partial class LimitsDialog : ComponentBase
{
    private int? trials;
    private int? retries;
    private int? priority;

    /// <summary>The limits that count.</summary>
    [Parameter, EditorRequired]
    public required LimitsSpec Limits { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private static (int Min, int Max) Trials => LimitsText.Bounds(nameof(LimitsSpec.ConcurrentTrials));

    private static (int Min, int Max) Retries => LimitsText.Bounds(nameof(LimitsSpec.Retries));

    private static (int Min, int Max) Priority => LimitsText.Bounds(nameof(LimitsSpec.Priority));

    private LimitsSpec Chosen => new() { ConcurrentTrials = trials, Retries = retries ?? Limits.Retries, Priority = priority ?? Limits.Priority };

    private string? Problem => LimitsText.Problem(Chosen);

    /// <summary>Shows the dialog.</summary>
    /// <param name="dialogs">Where dialogs are shown.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="limits">The limits that count.</param>
    /// <returns>The limits that are to count; null where nothing is to change.</returns>
    public static async Task<LimitsSpec?> Ask(IDialogService dialogs, string name, LimitsSpec limits)
    {
        var parameters = new DialogParameters<LimitsDialog> { { dialog => dialog.Limits, limits } };
        var shown = await dialogs.ShowAsync<LimitsDialog>($"Limits of {name}", parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small });
        return await shown.Result is { Canceled: false, Data: LimitsSpec chosen } && chosen != limits ? chosen : null;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => (trials, retries, priority) = (Limits.ConcurrentTrials, Limits.Retries, Limits.Priority);

    private void Change() => Dialog.Close(DialogResult.Ok(Chosen));

    private void Keep() => Dialog.Cancel();
}
