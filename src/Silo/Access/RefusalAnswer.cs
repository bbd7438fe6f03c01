using System.Text.Json;
using FastOde.Silo.Api;

namespace FastOde.Silo.Access;

/// <summary>How a refusal is told: as problem details to programs that ask the API, and otherwise as a line of text.</summary>
internal static class RefusalAnswer
{
    /// <summary>Answers with a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="reason">Why, and what to do.</param>
    public static Task Write(HttpContext context, int status, string reason)
    {
        context.Response.StatusCode = status;
        if (!context.Request.Path.StartsWithSegments(RestApi.Root))
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
        }

        context.Response.ContentType = "application/problem+json";
        return context.Response.WriteAsync(JsonSerializer.Serialize(new { status, detail = reason }), context.RequestAborted);
    }
}
