using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FastOde.Silo.Health;

/// <summary>
/// <c>/health</c> says that the process lives, <c>/ready</c> whether it can do its work now, and what is in the way.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";
    private const string Hidden = "sign in to see why";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseHealth>("database", tags: [Ready], timeout: Patience)
        .AddCheck<SiloHealth>("silo", tags: [Ready], timeout: Patience)
        .AddCheck<DiskHealth>("disk", tags: [Ready], timeout: Patience);

    /// <summary>Answers under both paths.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report)
    {
        // What is in the way names folders and servers, which is nobody's business who only watches from elsewhere.
        var maySeeWhy = context.User.Identity?.IsAuthenticated == true || (context.Connection.RemoteIpAddress is { } asker && IPAddress.IsLoopback(asker));
        context.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(
            context.Response.Body,
            new
            {
                ready = report.Status == HealthStatus.Healthy,
                reasons = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                    .ToDictionary(entry => entry.Key, entry => maySeeWhy ? entry.Value.Description ?? entry.Value.Exception?.Message ?? "does not answer" : Hidden),
            },
            cancellationToken: context.RequestAborted);
    }
}
