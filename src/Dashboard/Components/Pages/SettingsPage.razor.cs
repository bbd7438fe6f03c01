using FastOde.Contracts.Access;
using FastOde.Contracts.Servers;
using FastOde.Dashboard.Access;
using Microsoft.AspNetCore.Components;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>What this FastOde has at hand and how it was started. Everybody who may look may see it; webhooks are changed here, and the rest where it says.</summary>
public sealed partial class SettingsPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private ServerSettings? settings;
    private string? problem;
    private bool isAdmin;
    private bool hasAccounts;

    [Inject]
    private IServerSettings Server { get; set; } = null!;

    [Inject]
    private Visitor Visitor { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        isAdmin = await Visitor.May(Role.Admin);
        hasAccounts = (await Visitor.Caller()).Kind == CallerKind.Account;
        try
        {
            settings = await Server.Read(leaving.Token);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"The data directory cannot be read: {failure.Message}";
        }
    }
}
