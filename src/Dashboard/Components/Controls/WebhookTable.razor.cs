using FastOde.Contracts.Access;
using FastOde.Contracts.Notices;
using FastOde.Dashboard.Access;
using FastOde.Dashboard.Components.Dialogs;
using FastOde.Specs.Words;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>The webhooks and how it is with each; for admins also what <c>fastode webhook</c> does.</summary>
public sealed partial class WebhookTable : ComponentBase, IDisposable
{
    /// <summary>Time between two looks at how it is with them.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<NoticeKind> kinds = [.. NoticeKinds.All];
    private IReadOnlyList<WebhookRecord>? webhooks;
    private ITimer? looks;
    private NewWebhook? made;
    private string? problem;
    private string? said;
    private string address = "";
    private bool mayChange;

    [Inject]
    private IWebhooks Webhooks { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        looks?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        mayChange = await Visitor.May(Role.Admin);
        await Change(_ => Task.CompletedTask);

        // What another process sends to is told by the database alone.
        looks = Time.CreateTimer(_ => InvokeAsync(Look), null, LookEvery, LookEvery);
    }

    private async Task Look()
    {
        if (leaving.IsCancellationRequested)
            return;
        try
        {
            await Load();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // Said once somebody wants something here; the next look may find it well again.
            return;
        }

        StateHasChanged();
    }

    private async Task Load() => webhooks = await Webhooks.Webhooks(await Visitor.Caller(), leaving.Token);

    private Task Add() => Change(async me =>
    {
        made = await Webhooks.Add(me, address.Trim(), [.. kinds.Order()], leaving.Token);
        address = "";
    });

    private Task Test(long id) => Change(async me =>
    {
        said = $"Testing webhook {id}…";
        StateHasChanged();
        said = $"Webhook {id}: {VisibleText.Of((await Webhooks.Test(me, id, leaving.Token)).Outcome)}.";
    });

    private async Task Remove(WebhookRecord webhook)
    {
        if (await ConfirmDialog.Ask(Dialogs, "Remove this webhook?", $"{VisibleText.Of(webhook.Address)} is told of nothing more, and what waits for it is dropped.", "Remove", "Keep"))
            await Change(me => Webhooks.Remove(me, webhook.Id, leaving.Token));
    }

    private void Toggle(NoticeKind kind)
    {
        if (!kinds.Remove(kind))
            kinds.Add(kind);
    }

    private async Task Change(Func<Caller, Task> change)
    {
        (made, problem, said) = (null, null, null);
        try
        {
            await change(await Visitor.Caller());
            await Load();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            (problem, said) = (VisibleText.Of(failure.Message), null);
        }
    }

    private static string ClassOf(WebhookRecord webhook) => webhook switch
    {
        { StoppedAt: not null } => "state-bad",
        { Tries: > 0 } => "state-waiting",
        { LastAcceptedAt: null } => "state-quiet",
        _ => "state-good",
    };
}
