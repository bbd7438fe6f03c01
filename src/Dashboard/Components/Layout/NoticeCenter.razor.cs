using FastOde.Contracts.Notices;
using FastOde.Dashboard.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace FastOde.Dashboard.Components.Layout;

/// <summary>The bell in the bar: how many notices this browser has not seen, the list of the latest, and a line on the open page for new ones.</summary>
public sealed partial class NoticeCenter : ComponentBase, IAsyncDisposable
{
    private NoticePace? pace;
    private long seen;
    private long seenBefore;
    private int unseen;
    private bool isOpen;
    private bool hasLeft;

    [Inject]
    private NoticeFeed Feed { get; set; } = null!;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private ISnackbar Snackbar { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Label => unseen == 0 ? "Notifications" : $"Notifications, {unseen} new";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        hasLeft = true;
        pace?.Dispose();
        if (pace is not null)
            await Feed.Leave(Take);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        try
        {
            pace = new(Time, digest => _ = InvokeAsync(() => Say(digest)));
            await Feed.Listen(Take);
            seen = long.TryParse(await Browser.InvokeAsync<string?>("fastOdeNotices.seen"), out var stored) ? stored : -1;

            // A new browser has not missed what was there before it.
            if (seen < 0)
                await See();
            Count();
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The tab was closed while it loaded.
        }

        if (hasLeft)
            await Feed.Leave(Take);
    }

    private Task Take(IReadOnlyList<Notice> added)
    {
        pace?.Add(added);
        return InvokeAsync(() =>
        {
            Count();
            StateHasChanged();
        });
    }

    private void Count() => unseen = Feed.Latest.Count(notice => notice.Id > seen);

    private async Task Toggle()
    {
        isOpen = !isOpen;
        if (!isOpen)
            return;
        seenBefore = seen;
        await See();
    }

    private async Task See()
    {
        seen = Feed.Latest.Count > 0 ? Feed.Latest[0].Id : 0;
        Count();
        await Browser.InvokeVoidAsync("fastOdeNotices.remember", seen);
    }

    private void Close() => isOpen = false;

    private void CloseOnEscape(KeyboardEventArgs e)
    {
        if (e.Key == "Escape")
            Close();
    }

    private void Say(NoticeDigest digest)
    {
        // Whoever reads the list sees them there.
        if (isOpen || hasLeft)
            return;
        var only = digest.Only;
        Snackbar.Add(
            digest.Text,
            only?.Kind switch { NoticeKind.Finished => Severity.Success, NoticeKind.NewBest => Severity.Info, _ => digest.HasFailures ? Severity.Warning : Severity.Info },
            options =>
            {
                options.Action = "Show";
                options.OnClick = _ => InvokeAsync(async () =>
                {
                    if (only is not null)
                        Navigation.NavigateTo(only.Page);
                    else if (!isOpen)
                        await Toggle();
                    StateHasChanged();
                });
            });
    }

    private static string IconOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Finished => Icons.Material.Outlined.CheckCircle,
        NoticeKind.NewBest => Icons.Material.Outlined.Star,
        NoticeKind.Diverged => Icons.Material.Outlined.TrendingUp,
        _ => Icons.Material.Outlined.ErrorOutline,
    };

    private static string ClassOf(NoticeKind kind) => kind switch
    {
        NoticeKind.Finished => "state-good",
        NoticeKind.NewBest => "state-running",
        _ => "state-bad",
    };
}
