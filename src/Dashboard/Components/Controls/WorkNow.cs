using FastOde.Contracts.Results;
using FastOde.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Has something done for a trial as somebody chooses; while it is done, it is asked for by a timer.</summary>
/// <typeparam name="TStatus">How far it is.</typeparam>
public abstract class WorkNow<TStatus> : ComponentBase, IAsyncDisposable
    where TStatus : class
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(0.5);

    private readonly CancellationTokenSource leaving = new();
    private Task following = Task.CompletedTask;

    /// <summary>The trial; it has a checkpoint.</summary>
    [Parameter, EditorRequired]
    public required string TrialId { get; set; }

    /// <summary>The trial's files, its checkpoints among them.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ArtifactRecord> Artifacts { get; set; }

    /// <summary>Training step of the checkpoint that is to be used; null for the last.</summary>
    protected int? Step { get; set; }

    /// <summary>How far it is; null where nobody has asked for it.</summary>
    protected TStatus? Status { get; private set; }

    /// <summary>What is in the way; null for nothing.</summary>
    protected string? Problem { get; private set; }

    /// <summary>Whether an order is on its way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>What the process does, such as <c>measures</c>.</summary>
    protected abstract string Doing { get; }

    /// <summary>The grains.</summary>
    [Inject]
    protected IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<WorkNow<TStatus>> Logger { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await following;
        leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        try
        {
            await Prepare();
            await Take(await Ask());
            Follow();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "Nothing {Doing} for trial {Trial}.", Doing, TrialId);
            Problem = failure.Message;
        }
    }

    /// <summary>Reads what there is to choose.</summary>
    protected abstract Task Prepare();

    /// <summary>Asks how far it is.</summary>
    protected abstract Task<TStatus?> Ask();

    /// <summary>Whether it waits or runs.</summary>
    protected abstract bool IsGoing(TStatus status);

    /// <summary>What a status says is in the way; null for nothing.</summary>
    protected abstract string? ProblemOf(TStatus status);

    /// <summary>Fetches what has come, before the new status is shown.</summary>
    /// <param name="before">How far it was.</param>
    /// <param name="now">How far it is.</param>
    protected abstract Task Show(TStatus? before, TStatus now);

    /// <summary>Orders something, or takes an order back.</summary>
    /// <param name="call">The call.</param>
    protected async Task Order(Func<Task<TStatus?>> call)
    {
        IsBusy = true;
        Problem = null;
        try
        {
            await Take(await Visitor.As(call));
            Follow();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "The process that {Doing} did not take the order for trial {Trial}.", Doing, TrialId);
            Problem = failure.Message;
        }
        finally
        {
            IsBusy = false;
        }
    }

    private void Follow()
    {
        if (Status is { } now && IsGoing(now) && following.IsCompleted)
            following = AskAgain(leaving.Token);
    }

    private async Task AskAgain(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(AskEvery, Time);
        try
        {
            while (Status is { } now && IsGoing(now) && await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Take(await Ask());
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader has left the page.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            Logger.LogWarning(failure, "The process that {Doing} for trial {Trial} does not answer.", Doing, TrialId);
            (Status, Problem) = (null, $"The process that {Doing} does not answer: {failure.Message}");
            StateHasChanged();
        }
    }

    private async Task Take(TStatus? now)
    {
        if (now is not null)
        {
            Problem = ProblemOf(now) ?? Problem;
            await Show(Status, now);
        }

        Status = now;
    }
}
