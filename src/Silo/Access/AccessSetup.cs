using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;
using FastOde.Storage.Access;
using FastOde.Storage.Directories;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace FastOde.Silo.Access;

/// <summary>Accounts, sessions and tokens in the host.</summary>
internal static class AccessSetup
{
    private const int CookieNameLength = 8;
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(12);

    /// <summary>Adds them. Whatever is mapped without <c>AllowAnonymous</c> then needs at least a viewer.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="data">The data directory; it names the cookie, so that two dashboards on this machine keep apart.</param>
    /// <param name="door">Who reaches this process.</param>
    public static void AddTo(IServiceCollection services, DataDirectory data, Door door)
    {
        services.AddSingleton<IAccounts, Accounts>();
        services.AddSingleton<ISignIn, SignIn>();
        services.AddSingleton<Sessions>();
        services.AddSingleton(provider => new AccountPresence(provider.GetRequiredService<IAccountStore>(), door.IsOpen));
        services.AddScoped<AuthenticationStateProvider, VisitorStates>();
        services.AddAuthentication(VisitorHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, VisitorHandler>(VisitorHandler.SchemeName, null)
            .AddCookie(options =>
            {
                options.Cookie.Name = $"fastode-{Grains.Access.Secrets.Hash(data.Root)[..CookieNameLength]}";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.SecurePolicy = door.Certificate is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                options.ExpireTimeSpan = SessionLength;
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Validate;
            });
        var everybody = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        services.AddAuthorizationBuilder().SetDefaultPolicy(everybody).SetFallbackPolicy(everybody);
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var sessions = context.HttpContext.RequestServices.GetRequiredService<Sessions>();
        if (!await sessions.Holds(context.Principal!, context.HttpContext.RequestAborted))
            context.RejectPrincipal();
    }
}
