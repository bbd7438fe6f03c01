using FastOde.Contracts.Access;
using FastOde.Contracts.Trainers;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.ChartModels;
using FastOde.Dashboard.Components.Dialogs;
using FastOde.Specs.Words;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using MudBlazor;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>The slots of all machines, what runs on them, who waits for one and how the machines are; asked of the scheduler by a timer.</summary>
public sealed partial class SlotsPage : ComponentBase, IAsyncDisposable
{
    private const int MostQueued = 20;
    private static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource leaving = new();
    private Task refreshing = Task.CompletedTask;
    private SchedulerStatus? status;
    private string? problem;
    private bool mayChange;
    private bool busy;

    [Inject]
    private IGrainFactory Grains { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

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
        mayChange = await Visitor.May(Role.Operator);
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

    private static string Device(SlotStatus slot) => slot.Shares.Count == 0
        ? slot.Slot.Cores.Count == 0 ? slot.Slot.Device : $"{slot.Slot.Device}, {(slot.Slot.Cores.Count == 1 ? "core" : "cores")} {string.Join(", ", slot.Slot.Cores)}"
        : string.Join(", ", slot.Shares.Select(share => $"{share.Device} ({NumberText.Bytes(share.Memory)})"));

    private static string Health(IReadOnlyList<SlotStatus> slots) => slots.Select(slot => slot.Fault).FirstOrDefault(fault => fault is not null) is { } fault
        ? $"rests: {VisibleText.Of(fault)}"
        : slots.Count(slot => slot.IsDrained) switch
        {
            0 => "takes trials",
            var drained when drained == slots.Count => "drained",
            var drained => $"takes trials; {drained} of {slots.Count} slots drained",
        };

    private async Task Drain(SlotStatus slot)
    {
        var text = slot.TrialId is { } trial
            ? $"Trial {trial} stops after a checkpoint and goes on in another slot. No trial is started here until the slot is undrained or its process starts anew."
            : "No trial is started here until the slot is undrained or its process starts anew.";
        if (await ConfirmDialog.Ask(Dialogs, $"Drain {slot.Slot.SlotId}?", text, "Drain", "Leave it"))
            await Change(slot, scheduler => scheduler.Drain(slot.Slot.SlotId));
    }

    private Task Undrain(SlotStatus slot) => Change(slot, scheduler => scheduler.Undrain(slot.Slot.SlotId));

    private async Task Change(SlotStatus slot, Func<ISlotSchedulerGrain, Task> change)
    {
        busy = true;
        try
        {
            await Visitor.As(() => change(Grains.GetGrain<ISlotSchedulerGrain>(0)));
            await Ask();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Logger.LogWarning(exception, "Slot {Slot} could not be changed.", slot.Slot.SlotId);
            Snackbar.Add($"{slot.Slot.SlotId} could not be changed: {exception.Message}", Severity.Error);
        }
        finally
        {
            busy = false;
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
