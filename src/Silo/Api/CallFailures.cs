using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>What a call ended with, as an answer.</summary>
internal static class CallFailures
{
    /// <summary>Answers with the result, or with the refusal.</summary>
    /// <param name="context">The call.</param>
    /// <param name="next">Makes it.</param>
    public static async ValueTask<object?> Answer(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (Exception failure) when (Of(failure) is { } problem)
        {
            return problem;
        }
    }

    private static ProblemHttpResult? Of(Exception failure) => failure switch
    {
        KeyNotFoundException => Problems.Missing(failure.Message),
        ExperimentRefusedException => Problems.Of(StatusCodes.Status409Conflict, failure.Message),
        FormatException => Problems.Of(StatusCodes.Status400BadRequest, failure.Message),
        AccessDeniedException => Problems.Of(StatusCodes.Status403Forbidden, failure.Message),
        TimeoutException => Problems.Of(StatusCodes.Status503ServiceUnavailable, "The experiment did not answer in time; ask again."),
        _ => null,
    };
}
