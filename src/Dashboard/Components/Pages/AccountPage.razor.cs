using FastOde.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Who is signed in, and the way out. A page without a circuit, because only an answer of HTTP can take a cookie back.</summary>
public sealed partial class AccountPage : ComponentBase
{
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private ISignIn SignIns { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private async Task SignOut()
    {
        await SignIns.SignOut(Http!);
        Navigation.NavigateTo("/");
    }
}
