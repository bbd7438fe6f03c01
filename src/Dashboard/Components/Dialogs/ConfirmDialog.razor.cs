using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Dialogs;

/// <summary>Asks before something that cannot be undone.</summary>
public sealed partial class ConfirmDialog : ComponentBase
{
    /// <summary>What will happen, and what stays.</summary>
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    /// <summary>The button that does it.</summary>
    [Parameter, EditorRequired]
    public required string ConfirmText { get; set; }

    /// <summary>The button that does not.</summary>
    [Parameter, EditorRequired]
    public required string KeepText { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Shows the question.</summary>
    /// <param name="dialogs">Where dialogs are shown.</param>
    /// <param name="title">The question.</param>
    /// <param name="text">What will happen, and what stays.</param>
    /// <param name="confirmText">The button that does it.</param>
    /// <param name="keepText">The button that does not.</param>
    /// <returns>Whether the reader has confirmed.</returns>
    public static async Task<bool> Ask(IDialogService dialogs, string title, string text, string confirmText, string keepText)
    {
        var parameters = new DialogParameters<ConfirmDialog>
        {
            { dialog => dialog.Text, text },
            { dialog => dialog.ConfirmText, confirmText },
            { dialog => dialog.KeepText, keepText },
        };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(title, parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small });
        return await shown.Result is { Canceled: false };
    }

    private void Confirm() => Dialog.Close(DialogResult.Ok(true));

    private void Keep() => Dialog.Cancel();
}
