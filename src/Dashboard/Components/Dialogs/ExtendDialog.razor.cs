using FastOde.Contracts.Experiments;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Dialogs;

/// <summary>Asks what is to be added to an experiment.</summary>
public sealed partial class ExtendDialog : ComponentBase
{
    private int? trials;
    private int? seeds;

    // One request however often it is sent.
    private readonly string key = SubmissionKey.New();

    /// <summary>Whether its search may try more assignments.</summary>
    [Parameter, EditorRequired]
    public required bool CanTryMore { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    private string? Problem => (trials ?? 0, seeds ?? 0) switch
    {
        ( < 0 or > SearchSpec.MaximumTrials, _) or (_, < 0 or > SearchSpec.MaximumTrials) => $"Expected whole numbers from 0 to {SearchSpec.MaximumTrials}.",
        (0, 0) => CanTryMore ? "Say how many, of one or both." : "Say how many. The search has tried its whole space, so that only seeds can be added.",
        _ => null,
    };

    private string Note => seeds > 0
        ? "The experiment goes on. Seeds are the numbers that follow the largest so far."
        : "The experiment goes on, and its search knows what came of the trials before.";

    /// <summary>Shows the dialog.</summary>
    /// <param name="dialogs">Where dialogs are shown.</param>
    /// <param name="name">The experiment's name.</param>
    /// <param name="canTryMore">Whether its search may try more assignments.</param>
    /// <returns>What is to be added; null for nothing.</returns>
    public static async Task<Extension?> Ask(IDialogService dialogs, string name, bool canTryMore)
    {
        var parameters = new DialogParameters<ExtendDialog> { { dialog => dialog.CanTryMore, canTryMore } };
        var shown = await dialogs.ShowAsync<ExtendDialog>($"Add to {name}", parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small });
        return await shown.Result is { Canceled: false, Data: Extension chosen } ? chosen : null;
    }

    private void Add() => Dialog.Close(DialogResult.Ok(new Extension { Key = key, Trials = trials ?? 0, Seeds = seeds ?? 0 }));

    private void Keep() => Dialog.Cancel();
}
