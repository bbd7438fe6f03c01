using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Components.Dialogs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>What can be done with an experiment beside running it: edit, archive, delete, and take that back.</summary>
public sealed partial class ExperimentActions : ComponentBase
{
    private const int UndoMilliseconds = 20_000;
    private bool busy;

    /// <summary>The experiment.</summary>
    [Parameter, EditorRequired]
    public required ExperimentSummary Experiment { get; set; }

    /// <summary>Called after a change, when it is to be read again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<ExperimentActions> Logger { get; set; } = null!;

    private IExperimentCatalogGrain Catalog => Grains.GetGrain<IExperimentCatalogGrain>(0);

    private async Task Edit()
    {
        if (await Results.Experiment(Experiment.Id) is { } detail && await EditDialog.Ask(Dialogs, detail) is { } edit)
            await Do(() => Catalog.Edit(Experiment.Id, edit), () => Snackbar.Add("Saved.", Severity.Success), "could not be changed");
    }

    private Task Archive() => Do(
        () => Catalog.Archive(Experiment.Id), () => Offer($"{Experiment.Name} is archived.", Restore), "could not be archived");

    private Task Restore() => Do(
        () => Catalog.Restore(Experiment.Id), () => Snackbar.Add($"{Experiment.Name} is restored.", Severity.Success), "could not be restored");

    private Task Delete() => Do(
        () => Catalog.Delete(Experiment.Id), () => Offer($"{Experiment.Name} is deleted. Its files and rows stay for a while.", Undelete), "is not deleted");

    private Task Undelete() => Do(
        () => Catalog.Undelete(Experiment.Id), () => Snackbar.Add($"{Experiment.Name} is back.", Severity.Success), "could not be taken back");

    private void Offer(string text, Func<Task> undo) => Snackbar.Add(
        text,
        Severity.Success,
        options =>
        {
            options.Action = "Undo";
            options.ActionColor = Color.Inherit;
            options.VisibleStateDuration = UndoMilliseconds;
            options.OnClick = _ => undo();
        });

    private async Task Do(Func<Task> action, Action say, string failure)
    {
        busy = true;
        try
        {
            await Visitor.As(action);
            say();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "Experiment {Experiment} {Failure}.", Experiment.Id, failure);
            Snackbar.Add($"Experiment {Experiment.Id} {failure}: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
        }

        await Changed.InvokeAsync();
    }
}
