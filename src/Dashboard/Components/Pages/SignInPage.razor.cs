using FastOde.Dashboard.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace FastOde.Dashboard.Components.Pages;

/// <summary>Asks for name and password. A page without a circuit, because only an answer of HTTP can set a cookie.</summary>
public sealed partial class SignInPage : ComponentBase
{
    private bool isRefused;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "sign-in")]
    public SignInForm? Form { get; set; }

    /// <summary>The page that was asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Return { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private ISignIn SignIns { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <summary>A page of the dashboard's own: an address in a link must not lead elsewhere after the password is typed.</summary>
    /// <param name="address">The address that was asked for.</param>
    public static string Own(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) ? address : "/";

    private async Task SignIn()
    {
        isRefused = !await SignIns.SignIn(Http!, Form?.Name ?? "", Form?.Password ?? "");
        if (!isRefused)
            Navigation.NavigateTo(Own(Return));
    }
}
