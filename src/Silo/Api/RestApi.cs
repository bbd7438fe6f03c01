using FastOde.Silo.Views;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>What the client does, over HTTP: <c>/api/v1</c>, described by <c>/openapi/v1.json</c>.</summary>
internal static class RestApi
{
    /// <summary>What all its addresses begin with.</summary>
    public const string Root = "/api";

    /// <summary>What the addresses of this version begin with.</summary>
    public const string Current = $"{Root}/{Version}";

    private const string Version = "v1";
    private const string Title = "FastOde";

    /// <summary>Adds what it needs.</summary>
    /// <param name="services">The host's services.</param>
    public static void AddRestApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options => ViewJson.Configured(options.SerializerOptions));
        services.AddOpenApi(Version, options =>
        {
            // The addresses of pages and their files are the dashboard's own affair.
            options.ShouldInclude = description => $"/{description.RelativePath}".StartsWith(Root, StringComparison.Ordinal);
            options.AddDocumentTransformer((document, _, _) =>
            {
                // The document is the same wherever it is read.
                document.Servers?.Clear();
                document.Info.Title = Title;
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Answers under its addresses.</summary>
    /// <param name="app">The host.</param>
    public static void MapRestApi(this WebApplication app)
    {
        // A request that the framework itself refuses gets problem details too, and not a page.
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Root), branch =>
        {
            branch.UseStatusCodePages();
            UnreadableRequests.Answer(branch);
        });
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup(Current).AddEndpointFilter(CallFailures.Answer);
        ServerEndpoints.Map(api);
        ExperimentEndpoints.Map(api);
        ControlEndpoints.Map(api);
        CurationEndpoints.Map(api);
        LimitsEndpoints.Map(api);
        TrialEndpoints.Map(api);
        SamplingEndpoints.Map(api);
        MeasurementEndpoints.Map(api);
        app.Map($"{Root}/{{**path}}", ProblemHttpResult (string path) => Problems.Of(
            StatusCodes.Status404NotFound, $"There is nothing at {Root}/{path}; /openapi/{Version}.json lists what there is.")).ExcludeFromDescription();
    }
}
