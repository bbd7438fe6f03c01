using FastOde.Contracts.Trainers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>The slots of all machines, what runs on them, and how many trials wait; asked of the scheduler by a timer.</summary>
public sealed partial class SlotsPage : ComponentBase, IAsyncDisposable
{
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource leaving = new();
    private Task refreshing = Task.CompletedTask;
    private SchedulerStatus? status;
    private string? problem;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILogger<SlotsPage> Logger { get; set; } = null!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await refreshing;
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        await Ask();
        refreshing = Refresh(leaving.Token);
    }

    private async Task Refresh(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RefreshEvery, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Ask();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The reader has left the page.
        }
    }

    private async Task Ask()
    {
        try
        {
            status = await Grains.GetGrain<ISlotSchedulerGrain>(0).Status();
            problem = null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "The slot scheduler does not answer.");
            problem = exception.Message;
        }
    }
}
