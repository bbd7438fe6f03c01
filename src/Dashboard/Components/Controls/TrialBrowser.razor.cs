using FastOde.Analysis.Measurements;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The trials of an experiment as a table that is filtered, sorted, grouped and cut to columns; all of that stands in the address.</summary>
public sealed partial class TrialBrowser : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private TrialTableRequest request = new();
    private TrialTableData data = TrialTableData.None;
    private IReadOnlyList<string> keys = [];
    private IReadOnlyList<TrialColumn> offered = [];
    private IReadOnlyList<TrialColumn> chosen = [];
    private List<TrialSummary> rows = [];
    private List<AssignmentRow> assignments = [];
    private string? problem;
    private int known = -1;
    private object? read;
    private bool isReading;

    /// <summary>The experiment; its trials have been read.</summary>
    [Parameter, EditorRequired]
    public required ExperimentSession Session { get; set; }

    /// <summary>Ids of selected trials.</summary>
    [Parameter]
    public IReadOnlyList<string> Selected { get; set; } = [];

    /// <summary>Called with the new selection.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<string>> SelectedChanged { get; set; }

    [Inject]
    private IResultQueries Results { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private Objective? Objective => Session.Spec!.Objective?.Goals().First;

    private string? ObjectiveName => Session.Spec!.Objective?.Metric;

    private string CountText => request.Filter is null || problem is not null ? ""
        : request.IsGrouped ? $"{NumberText.Count(assignments.Count)} assignments match"
        : $"{NumberText.Count(rows.Count)} of {NumberText.Count(Session.Trials.Count)} trials match";

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        request = TrialTableRequest.Of(Navigation.Query);
        if (known != Session.Trials.Count)
        {
            // Assignments never change; trials are only added.
            known = Session.Trials.Count;
            keys = ParameterKeys.Of(Session.Trials);
        }

        var all = TrialColumns.All(keys, Session.Spec!.Trial);
        chosen = TrialColumns.Chosen(all, request);
        offered = [.. all.Where(column => !request.IsGrouped || column.IsOfAssignments)];
        Arrange();
        await Read();
    }

    /// <summary>Reads what the request needs beside the trials, once for each state of the experiment.</summary>
    private async Task Read()
    {
        while (!isReading && !leaving.IsCancellationRequested && Wanted is var wanted && !wanted.Equals(read))
        {
            (isReading, read) = (true, wanted);
            try
            {
                data = await TrialTableData.Read(Results, Session.Summary!.Id, request.Filter, chosen, leaving.Token);
                problem = null;
            }
            catch (FormatException misunderstood)
            {
                // What was shown before stays, while the rest of the filter is typed.
                problem = misunderstood.Message;
            }
            catch (OperationCanceledException) when (leaving.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                isReading = false;
            }

            Arrange();
        }
    }

    /// <summary>What is read, and of which state of the experiment; the same where nothing of it can have changed.</summary>
    private (string? Filter, string Columns, object? State) Wanted
    {
        get
        {
            var cells = TrialTableRequest.ColumnsText(chosen.Where(column => column.Kind == TrialColumnKind.Cell).Select(column => column.Key));
            return (request.Filter, cells, request.Filter is null && cells.Length == 0 ? null : (Session.Summary, Session.Trials.Count, Session.PicturesVersion));
        }
    }

    private void Arrange()
    {
        if (request.IsGrouped)
            assignments = [.. AssignmentRows.Of(Session.Groups, data, chosen, Objective, request)];
        else
            rows = [.. TrialRows.Of(Session.Trials, data, request)];
    }

    private void ChangeFilter(string? text) => Go(TrialTableRequest.FilterKey, string.IsNullOrWhiteSpace(text) ? null : text);

    private void ToggleGrouping() => Go(TrialTableRequest.GroupKey, request.IsGrouped ? null : TrialTableRequest.ByAssignment);

    private void ChooseColumns(IReadOnlyList<string>? columns) => Go(TrialTableRequest.ColumnsKey, columns is null ? null : TrialTableRequest.ColumnsText(columns));

    private void Go(string key, string? value) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter(key, value), replace: true);
}
