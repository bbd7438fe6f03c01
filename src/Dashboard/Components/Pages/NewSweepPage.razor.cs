using System.Globalization;
using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Components.Controls;
using FastOde.Dashboard.Components.Dialogs;
using FastOde.Dashboard.Specs;
using FastOde.Specs;
using FastOde.Specs.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Writes a spec, from scratch, an example or an earlier experiment, checks it as it is typed, and submits it.</summary>
public sealed partial class NewSweepPage : ComponentBase, IDisposable
{
    private const string Source = "editor";
    private const string DefaultExample = "two-gaussians";
    private const int EarlierExperiments = 50;
    private const long LargestFile = 1024 * 1024;
    private static readonly TimeSpan PauseBeforeReading = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource leaving = new();
    private IReadOnlyList<ExampleSpec> examples = [];
    private IReadOnlyList<ExperimentSummary> earlier = [];
    private SpecEditor? editor;
    private SweepEstimate? estimate;
    private SpecReading? reading;
    private string text = "";
    private string shownExample = "";
    private (string Text, string Key)? submitted;
    private int edits;
    private bool isDraft;
    private bool isLoaded;
    private bool busy;
    private bool mayChange;

    /// <summary>Name of the example that the editor starts from.</summary>
    [SupplyParameterFromQuery]
    public string? Example { get; set; }

    /// <summary>Id of the experiment whose spec the editor starts from.</summary>
    [SupplyParameterFromQuery]
    public long? From { get; set; }

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private SpecDraft Draft { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISpecReader Reader { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private ILogger<NewSweepPage> Logger { get; set; } = null!;

    private bool IsEdited => text.Length > 0 && text != submitted?.Text && !examples.Any(example => example.Text == text);

    private IReadOnlyList<SpecProblem> Problems => reading?.Problems ?? [];

    private IExperimentCatalogGrain Catalog => Grains.GetGrain<IExperimentCatalogGrain>(0);

    private string Verdict => reading switch
    {
        null => "Checking…",
        { Spec: null } => Problems.Count == 1 ? "1 problem. Nothing is stored before the spec is valid." : $"{Problems.Count} problems. Nothing is stored before the spec is valid.",
        { Spec: { } spec } => $"Valid. It makes {reading.Assignments * spec.Seeds.Count} {(reading.Assignments * spec.Seeds.Count == 1 ? "trial" : "trials")}: {reading.Assignments} × {spec.Seeds.Count} {(spec.Seeds.Count == 1 ? "seed" : "seeds")}.",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        mayChange = await Visitor.May(Role.Operator);
        try
        {
            examples = await Catalog.Examples();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "The example specs cannot be read.");
            Snackbar.Add($"The example specs cannot be read: {exception.Message}", Severity.Warning);
        }

        earlier = (await Results.Experiments(new ExperimentFilter { Take = EarlierExperiments }, leaving.Token)).Items;
        ShowExample(Example ?? DefaultExample);
        if (From is { } experiment)
        {
            await ShowExperiment(experiment);
        }
        else if (Example is null && await Draft.Read() is { Length: > 0 } draft)
        {
            (text, isDraft, shownExample) = (draft, true, "");
            reading = Reader.Read(text, Source);
        }

        // Shown no earlier: what is typed into an editor that still waits for its text would be overwritten.
        isLoaded = true;
        await Estimate();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Example is not null && Example != shownExample && examples.Count > 0)
        {
            ShowExample(Example);
            await Estimate();
        }
    }

    private void ShowExample(string name)
    {
        (shownExample, isDraft) = (name, false);
        text = examples.FirstOrDefault(example => example.Name == name)?.Text ?? text;
        reading = Reader.Read(text, Source);
    }

    private async Task ShowExperiment(long id)
    {
        if (await Results.Experiment(id, leaving.Token) is not { } earlier)
        {
            Snackbar.Add($"There is no experiment {id} to start from.", Severity.Warning);
            return;
        }

        (text, shownExample) = (earlier.Spec.Source, "");
        reading = Reader.Read(text, Source);
    }

    private void ChooseExample(ChangeEventArgs e) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("example", e.Value?.ToString()), replace: true);

    private async Task ChooseExperiment(ChangeEventArgs e)
    {
        if (long.TryParse(e.Value?.ToString(), CultureInfo.InvariantCulture, out var id))
            await ShowExperiment(id);
        await Estimate();
    }

    private async Task ReadFile(InputFileChangeEventArgs e)
    {
        try
        {
            await using var stream = e.File.OpenReadStream(LargestFile, leaving.Token);
            using var content = new StreamReader(stream);
            var read = await content.ReadToEndAsync(leaving.Token);
            (text, shownExample, isDraft) = (read, "", false);
            edits++;
            reading = Reader.Read(text, Source);
            await Draft.Write(text);
            await Estimate();
        }
        catch (IOException unreadable)
        {
            Snackbar.Add($"{VisibleText.Of(e.File.Name)} cannot be read: {unreadable.Message}", Severity.Error);
        }
    }

    // What an experiment would take is a help and no more: without it, it can be submitted all the same.
    private async Task Estimate()
    {
        var asked = text;
        estimate = null;
        if (reading?.Spec is null)
            return;
        try
        {
            if (await Catalog.Estimate(asked) is var found && asked == text)
                estimate = found;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "What the spec would take could not be estimated.");
        }
    }

    private async Task StartOver()
    {
        await Draft.Forget();
        ShowExample(DefaultExample);
        await Estimate();
    }

    private async Task AskBeforeLeaving(LocationChangingContext move)
    {
        if (IsEdited && !await ConfirmDialog.Ask(Dialogs, "Leave this spec?", "It has not been submitted. A draft of it stays in this browser.", "Leave", "Stay"))
            move.PreventNavigation();
    }

    private async Task Change(string typed)
    {
        text = typed;
        var edit = ++edits;
        await Task.Delay(PauseBeforeReading, Time, CancellationToken.None);
        if (edit != edits || leaving.IsCancellationRequested)
            return;

        reading = Reader.Read(text, Source);
        await Draft.Write(text);
        await Estimate();
    }

    private async Task Submit()
    {
        busy = true;
        try
        {
            if (estimate is { } needed && needed.Duration > SweepEstimateText.Day
                && !await ConfirmDialog.Ask(Dialogs, "More than a day?", SweepEstimateText.Of(needed), "Submit it", "Not yet"))
            {
                return;
            }

            // The key stays until there is an answer, so that pressing again after a lost one stores nothing twice.
            if (submitted?.Text != text)
                submitted = (text, SubmissionKey.New());

            var outcome = await Visitor.As(() => Catalog.Submit(text, Source, submitted.Value.Key));
            if (outcome.ExperimentId is { } id)
            {
                edits++;
                await Draft.Forget();
                Navigation.NavigateTo($"experiments/{id}");
            }
            else
            {
                submitted = null;
                reading = new SpecReading { Problems = outcome.Problems };
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "The spec could not be submitted.");
            Snackbar.Add($"The spec could not be submitted: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
        }
    }
}
