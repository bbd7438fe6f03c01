using System.Text.Json;

namespace FastOde.Silo.Api;

/// <summary>Says what is wrong with a request that no endpoint can read, such as a body without a key that it needs.</summary>
internal static class UnreadableRequests
{
    /// <summary>Answers with the refusal.</summary>
    /// <param name="branch">The addresses of the API.</param>
    public static void Answer(IApplicationBuilder branch) => branch.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException unreadable)
        {
            var said = unreadable.InnerException is JsonException wrong ? $"The body cannot be read: {wrong.Message}" : unreadable.Message;
            await Problems.Of(unreadable.StatusCode, said).ExecuteAsync(context);
        }
    });
}
