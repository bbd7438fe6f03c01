using FastOde.Contracts.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace FastOde.Dashboard.Components.Layout;

/// <summary>
/// The bar above every page, its theme, and what a page that has thrown shows. The first answer has the bar and the page's heading; the
/// page comes with the connection.
/// </summary>
public sealed partial class MainLayout : LayoutComponentBase, IDisposable
{
    private const string OperatorOrAdmin = $"{nameof(Role.Operator)},{nameof(Role.Admin)}";

    private readonly MudTheme theme = DashboardTheme.Create();
    private MudThemeProvider? provider;
    private ErrorBoundary? boundary;
    private ThemeChoice choice = ThemeChoice.System;
    private bool isDark;
    private bool isReady;

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private string Here => Navigation.ToBaseRelativePath(Navigation.Uri).Split('#')[0];

    private string SkipTarget => $"/{Here}#content";

    private string Head => PageHeads.Of(Here);

    private string ThemeIcon => choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.BrightnessAuto,
    };

    private string ThemeLabel => choice switch
    {
        ThemeChoice.Light => "Theme: light. Switch to dark",
        ThemeChoice.Dark => "Theme: dark. Switch to the system's",
        _ => "Theme: as the system. Switch to light",
    };

    /// <inheritdoc/>
    public void Dispose() => Navigation.LocationChanged -= LeavePage;

    /// <inheritdoc/>
    protected override void OnInitialized() => Navigation.LocationChanged += LeavePage;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || provider is null)
            return;

        try
        {
            choice = await Browser.InvokeAsync<string?>("fastOdeTheme.stored") switch
            {
                "dark" => ThemeChoice.Dark,
                "light" => ThemeChoice.Light,
                _ => ThemeChoice.System,
            };
            await ApplyChoice();
            isReady = true;
            StateHasChanged();
        }
        catch (JSDisconnectedException)
        {
            // The tab was closed while it loaded.
        }
    }

    private async Task NextTheme()
    {
        choice = choice switch
        {
            ThemeChoice.System => ThemeChoice.Light,
            ThemeChoice.Light => ThemeChoice.Dark,
            _ => ThemeChoice.System,
        };
        await Browser.InvokeVoidAsync("fastOdeTheme.remember", choice switch
        {
            ThemeChoice.Dark => "dark",
            ThemeChoice.Light => "light",
            _ => null,
        });
        await ApplyChoice();
    }

    private async Task ApplyChoice()
    {
        isDark = choice == ThemeChoice.Dark || (choice == ThemeChoice.System && await provider!.GetSystemDarkModeAsync());
        await Paint();
    }

    private async Task Paint() => await Browser.InvokeVoidAsync("fastOdeTheme.paint", isDark);

    private void Recover() => boundary?.Recover();

    // The error belongs to the page that threw it.
    private void LeavePage(object? sender, LocationChangedEventArgs e) => boundary?.Recover();
}
