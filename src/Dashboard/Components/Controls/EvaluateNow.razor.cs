using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Has cells of a trial's evaluation table measured as somebody chooses; while they are, it is asked for by a timer.</summary>
public sealed partial class EvaluateNow
{
    private static readonly char[] Separators = [',', ' '];

    private EvaluationChoices? choices;
    private string solver = "heun";
    private string grid = "";
    private string numbers = "9";
    private string metrics = "";

    /// <summary>What its spec measures.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Metrics { get; set; }

    /// <summary>Told the cells that were measured, whenever there are more.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<EvaluationRecord>> Measured { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private ITrialEvaluationGrain Grain => OnDemandGrains.Evaluation(Grains, TrialId);

    private bool IsAdaptive => choices!.Adaptive.Contains(solver);

    // Which checkpoint it is, is said of every order.
    private string Asked => (Status!.Order with { Step = null }).Describe();

    private string? Line => Status switch
    {
        { State: WorkState.Waiting } => "Other orders of this machine go first.",
        { State: WorkState.Running, Step: { } step } => $"Measures {Asked}, from the checkpoint of step {NumberText.Count(step)}.",
        { State: WorkState.Cancelled } => "Cancelled.",
        { State: WorkState.Completed, Step: { } step } => $"Measured {Asked}, from the checkpoint of step {NumberText.Count(step)}. The table has the cells for an hour; they are not stored.",
        _ => null,
    };

    /// <inheritdoc/>
    protected override string Doing => "measures";

    /// <inheritdoc/>
    protected override async Task Prepare()
    {
        metrics = string.Join(", ", Metrics);
        choices = await Grain.Choices();
        grid = choices.Grids[0];
    }

    /// <inheritdoc/>
    protected override Task<EvaluationStatus?> Ask() => Grain.Status();

    /// <inheritdoc/>
    protected override bool IsGoing(EvaluationStatus status) => status.IsGoing;

    /// <inheritdoc/>
    protected override string? ProblemOf(EvaluationStatus status) => status.Problem;

    /// <inheritdoc/>
    protected override async Task Show(EvaluationStatus? before, EvaluationStatus now)
    {
        if (now.Rows.Count > 0 && now.Rows.Count != before?.Rows.Count)
            await Measured.InvokeAsync(now.Rows);
        if (before?.IsGoing == true && now.State == WorkState.Completed)
            ShowStep(now.Order.Step);
    }

    // The table beside it shows one step, which stands in the address; the newest where none does.
    private void ShowStep(int? step)
    {
        var address = Navigation.GetUriWithQueryParameter("step", step);
        if (address != Navigation.Uri)
            Navigation.NavigateTo(address, replace: true);
    }

    private static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task Measure()
    {
        var name = IsAdaptive || grid == choices!.Grids[0] ? solver : $"{solver}/{grid}";
        return Order(async () => await Grain.Evaluate(new() { Settings = [.. Words(numbers).Select(number => $"{name}-{number}")], Metrics = Words(metrics), Step = Step }));
    }

    private Task Cancel() => Order(() => Grain.Cancel());
}
