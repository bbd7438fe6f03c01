using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Components.Dialogs;
using FastOde.Dashboard.Live;
using FastOde.Search.Samplers;
using FastOde.Specs;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The head of an experiment: how it stands, and what can be done with it.</summary>
public sealed partial class ExperimentHeader : ComponentBase
{
    private ProgressEstimate? estimate;
    private bool busy;
    private bool mayChange;

    /// <summary>The experiment; its summary has been read.</summary>
    [Parameter, EditorRequired]
    public required ExperimentSession Session { get; set; }

    /// <summary>Called after a command, when the page must be drawn again.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private ILogger<ExperimentHeader> Logger { get; set; } = null!;

    private ExperimentSummary Summary => Session.Summary!;

    private bool MayGrow => Summary is { State: not ExperimentState.Cancelled, GoesAt: null };

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => mayChange = await Visitor.May(Role.Operator);

    /// <inheritdoc/>
    protected override void OnParametersSet() => estimate = ProgressEstimate.Of(Session.Trials, Time.GetUtcNow(), Session.Coming);

    private async Task Reread()
    {
        await Session.Reread();
        await Changed.InvokeAsync();
    }

    private Task Pause() => Do(Session.Pause, "Paused. Running trials stop after a checkpoint.", "could not be paused");

    private Task Resume() => Do(Session.Resume, "Resumed.", "could not be resumed");

    private async Task EditLimits()
    {
        if (await LimitsDialog.Ask(Dialogs, Summary.Name, Session.Limits!) is { } limits)
            await Do(() => Session.SetLimits(limits), $"From now on: {LimitsText.Of(limits)}.", "keeps its limits, which could not be changed");
    }

    private async Task Extend()
    {
        if (await ExtendDialog.Ask(Dialogs, Summary.Name, !SamplerCatalog.Standard.About(Session.Spec!.Search.Sampler).EndsByItself) is { } extension)
            await Do(() => Session.Extend(extension), $"Added: {extension}.", "could not be extended");
    }

    private Task RerunFailed() => Do(Session.RerunFailed, "Failed trials are queued again.", "could not rerun its failed trials");

    private async Task Cancel()
    {
        var confirmed = await ConfirmDialog.Ask(
            Dialogs,
            $"Cancel {Summary.Name}?",
            "Running trials stop after a checkpoint and waiting ones never start. Results and checkpoints stay. This cannot be undone.",
            "Cancel the experiment",
            "Keep it running");
        if (confirmed)
            await Do(Session.Cancel, "Cancelled.", "could not be cancelled");
    }

    private async Task Do(Func<Task> action, string success, string failure)
    {
        busy = true;
        try
        {
            await Visitor.As(action);
            Snackbar.Add(success, Severity.Success);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "Experiment {Experiment} {Failure}.", Summary.Id, failure);
            Snackbar.Add($"Experiment {Summary.Id} {failure}: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
        }

        await Changed.InvokeAsync();
    }
}
