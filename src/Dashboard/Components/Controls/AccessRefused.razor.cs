using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace FastOde.Dashboard.Components.Controls;

/// <summary>Stands where a page is that the visitor may not see; who is not signed in any more is asked to.</summary>
public sealed partial class AccessRefused : ComponentBase
{
    private bool isSignedIn;

    [CascadingParameter]
    private Task<AuthenticationState>? State { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        isSignedIn = State is not null && (await State).User.Identity is { IsAuthenticated: true };
        if (!isSignedIn)
            Navigation.NavigateTo($"sign-in?return={Uri.EscapeDataString("/" + Navigation.ToBaseRelativePath(Navigation.Uri))}", forceLoad: true);
    }
}
