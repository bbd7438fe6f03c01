using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Dialogs;

/// <summary>Asks for the name, the tags and the notes of an experiment.</summary>
public sealed partial class EditDialog : ComponentBase
{
    private string name = "";
    private string tags = "";
    private string notes = "";
    private string? problem;

    /// <summary>The experiment as it is.</summary>
    [Parameter, EditorRequired]
    public required ExperimentDetail Experiment { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    /// <summary>Shows the dialog.</summary>
    /// <param name="dialogs">Where dialogs are shown.</param>
    /// <param name="experiment">The experiment as it is.</param>
    /// <returns>What is to be changed; null where nothing is.</returns>
    public static async Task<ExperimentEdit?> Ask(IDialogService dialogs, ExperimentDetail experiment)
    {
        var parameters = new DialogParameters<EditDialog> { { dialog => dialog.Experiment, experiment } };
        var options = new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true };
        var shown = await dialogs.ShowAsync<EditDialog>($"Edit {experiment.Summary.Name}", parameters, options);
        return await shown.Result is { Canceled: false, Data: ExperimentEdit edit } ? edit : null;
    }

    /// <inheritdoc/>
    protected override void OnInitialized() =>
        (name, tags, notes) = (Experiment.Summary.Name, string.Join(' ', Experiment.Summary.Tags), Experiment.Notes);

    private void Change()
    {
        try
        {
            Dialog.Close(DialogResult.Ok(new ExperimentEdit { Name = name, Tags = ExperimentEdit.TagsOf(tags), Notes = notes }.Checked()));
        }
        catch (ExperimentRefusedException refusal)
        {
            problem = refusal.Message;
        }
    }

    private void Keep() => Dialog.Cancel();
}
