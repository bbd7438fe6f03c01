using FastOde.Contracts.OnDemand;
using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Has cells of a trial's evaluation table measured as somebody chooses; while they are, it is asked for by a timer.</summary>
public sealed partial class EvaluateNow : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(0.5);
    private static readonly char[] Separators = [',', ' '];

    private readonly CancellationTokenSource leaving = new();
    private Task following = Task.CompletedTask;
    private EvaluationChoices? choices;
    private EvaluationStatus? status;
    private string? problem;
    private bool busy;
    private string solver = "heun";
    private string grid = "";
    private string numbers = "9";
    private string metrics = "";

    /// <summary>The trial; it has a checkpoint.</summary>
    [Parameter, EditorRequired]
    public required string TrialId { get; set; }

    /// <summary>What its spec measures.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Metrics { get; set; }

    /// <summary>Told the cells that were measured, whenever there are more.</summary>
    [Parameter]
    public EventCallback<IReadOnlyList<EvaluationRecord>> Measured { get; set; }

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<EvaluateNow> Logger { get; set; } = null!;

    private ITrialEvaluationGrain Grain => OnDemandGrains.Evaluation(Grains, TrialId);

    private bool IsAdaptive => choices!.Adaptive.Contains(solver);

    private string? Line => status switch
    {
        { State: WorkState.Waiting } => "Other orders of this machine go first.",
        { State: WorkState.Running, Step: { } step } => $"Measures {status.Order.Describe()}, from the checkpoint of step {NumberText.Count(step)}.",
        { State: WorkState.Cancelled } => "Cancelled.",
        { State: WorkState.Completed, Step: { } step } => $"Measured {status.Order.Describe()}, from the checkpoint of step {NumberText.Count(step)}. The table has the cells for an hour; they are not stored.",
        _ => null,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await following;
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        metrics = string.Join(", ", Metrics);
        try
        {
            var known = await Grain.Choices();
            grid = known.Grids[0];
            await Take(await Grain.Status());
            choices = known;
            Follow();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "Nothing can measure trial {Trial}.", TrialId);
            problem = failure.Message;
        }
    }

    private static string[] Words(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private Task Measure()
    {
        var name = IsAdaptive || grid == choices!.Grids[0] ? solver : $"{solver}/{grid}";
        return Do(async () => await Grain.Evaluate(new() { Settings = [.. Words(numbers).Select(number => $"{name}-{number}")], Metrics = Words(metrics) }));
    }

    private Task Cancel() => Do(() => Grain.Cancel());

    private async Task Do(Func<Task<EvaluationStatus?>> call)
    {
        busy = true;
        problem = null;
        try
        {
            await Take(await Visitor.As(call));
            Follow();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "Trial {Trial} is not measured.", TrialId);
            problem = failure.Message;
        }
        finally
        {
            busy = false;
        }
    }

    private void Follow()
    {
        if (status?.IsGoing == true && following.IsCompleted)
            following = Ask(leaving.Token);
    }

    private async Task Ask(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(AskEvery, Time);
        try
        {
            while (status?.IsGoing == true && await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Take(await Grain.Status());
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader has left the page.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "The cells of trial {Trial} are not told of.", TrialId);
            (status, problem) = (null, $"The process that measures does not answer: {failure.Message}");
            StateHasChanged();
        }
    }

    private async Task Take(EvaluationStatus? now)
    {
        var isMore = now is { Rows.Count: > 0 } && now.Rows.Count != status?.Rows.Count;
        problem = now?.Problem ?? problem;
        status = now;
        if (isMore)
            await Measured.InvokeAsync(now!.Rows);
    }
}
