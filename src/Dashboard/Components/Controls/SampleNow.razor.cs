using FastOde.Contracts.OnDemand;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.ChartModels;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Has samples of a trial made as somebody chooses, and shows them; while they are made, it is asked for by a timer.</summary>
public sealed partial class SampleNow : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(0.5);
    private static readonly SampleOrder Usual = new();

    private readonly CancellationTokenSource leaving = new();
    private Task following = Task.CompletedTask;
    private SamplingChoices? choices;
    private SamplingStatus? status;
    private ScatterPicture? picture;
    private string? problem;
    private bool busy;
    private string solver = Usual.Solver;
    private string grid = "";
    private int evaluations = (int)Usual.Number;
    private double tolerance = 1e-5;
    private int count = Usual.Count;
    private int seed;

    /// <summary>The trial; it has a checkpoint.</summary>
    [Parameter, EditorRequired]
    public required string TrialId { get; set; }

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<SampleNow> Logger { get; set; } = null!;

    private ITrialSamplingGrain Grain => OnDemandGrains.Sampling(Grains, TrialId);

    private bool IsAdaptive => choices!.Adaptive.Contains(solver);

    private string? Line => status switch
    {
        null => null,
        { State: WorkState.Waiting } => "Other orders of this machine go first.",
        { State: WorkState.Running, Step: { } step } => $"{status.Order.Describe()}, from the checkpoint of step {NumberText.Count(step)}.",
        { State: WorkState.Cancelled } => "Cancelled.",
        { State: WorkState.Completed, Step: { } step, StepCount: { } steps, Nfe: { } nfe, Seconds: { } seconds } =>
            $"{status.Order.Describe()}, from the checkpoint of step {NumberText.Count(step)}: {NumberText.Count(steps)} steps, NFE {NumberText.Nfe(nfe)}, {NumberText.Seconds(seconds / status.Order.Count)} a sample. They are kept for an hour.",
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
            Logger.LogWarning(failure, "Nothing can make samples of trial {Trial}.", TrialId);
            problem = failure.Message;
        }
    }

    private Task Make() => Do(async () => await Grain.Sample(new()
    {
        Solver = IsAdaptive || grid == choices!.Grids[0] ? solver : $"{solver}/{grid}",
        Number = IsAdaptive ? tolerance : evaluations,
        Count = count,
        Seed = seed,
    }));

    private Task Cancel() => Do(() => Grain.Cancel());

    private async Task Do(Func<Task<SamplingStatus?>> call)
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
            Logger.LogWarning(failure, "Trial {Trial} is not sampled.", TrialId);
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
            Logger.LogWarning(failure, "The samples of trial {Trial} are not told of.", TrialId);
            (status, problem) = (null, $"The process that makes the samples does not answer: {failure.Message}");
            StateHasChanged();
        }
    }

    private async Task Take(SamplingStatus? now)
    {
        if (now is { State: WorkState.Completed } && (now.Key != status?.Key || status.IsGoing))
            picture = await Grain.Points(now.Key) is { } points ? ScatterPicture.Of(points) : null;
        problem = now?.Problem ?? problem;
        status = now;
    }
}
