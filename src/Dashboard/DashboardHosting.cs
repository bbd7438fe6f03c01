using FastOde.Dashboard.Access;
using FastOde.Dashboard.Artifacts;
using FastOde.Dashboard.Components;
using FastOde.Dashboard.Live;
using FastOde.Dashboard.Specs;
using FastOde.Dashboard.Tables;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace FastOde.Dashboard;

/// <summary>
/// Puts the dashboard into a host. The host brings <c>IGrainFactory</c>, <c>IResultQueries</c>, <c>IArtifactReader</c>,
/// <c>IAuditQueries</c>, <c>INoticeQueries</c>, <c>IWebhooks</c>, <c>IServerSettings</c>, <c>IAccounts</c>, <c>ISpecReader</c>, <c>ISignIn</c> and a scheme of authentication whose users have <c>VisitorClaims</c>,
/// and serves static web assets also outside Development.
/// </summary>
public static class DashboardHosting
{
    /// <summary>
    /// The most bytes that a browser may send at once. A spec typed into the editor travels as one message; the default of
    /// 32 KiB would end the connection.
    /// </summary>
    public const long LargestMessage = 2 * 1024 * 1024;

    private static readonly string[] PackedKinds = ["text/css", "text/javascript"];

    /// <summary>Adds what the pages need.</summary>
    /// <param name="services">The host's services.</param>
    public static IServiceCollection AddFastOdeDashboard(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRazorComponents()
            .AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessage);
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;

            // Half faded, its words are too pale to read.
            (options.SnackbarConfiguration.ShowTransitionDuration, options.SnackbarConfiguration.HideTransitionDuration) = (0, 0);
        });
        services.AddResponseCompression(options =>
        {
            // Files of packages are not packed by the build. Pages stay as they are: what is secret in them could be told from their length.
            options.EnableForHttps = true;
            options.MimeTypes = PackedKinds;
        });
        services.AddSingleton<NoticeFeed>();
        services.AddScoped<SessionSource>();
        services.AddScoped<SpecDraft>();
        services.AddScoped<Visitor>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorization();
        SignInLimit.AddTo(services);
        return services;
    }

    /// <summary>Serves the pages and their assets from the root of the host's address.</summary>
    /// <param name="app">The host.</param>
    public static WebApplication MapFastOdeDashboard(this WebApplication app)
    {
        PageHeaders.Use(app);
        app.UseResponseCompression();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        ArtifactEndpoint.Map(app);
        MadeSamplesEndpoint.Map(app);
        TrialCsvEndpoint.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }
}
