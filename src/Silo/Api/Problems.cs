using Microsoft.AspNetCore.Http.HttpResults;

namespace FastOde.Silo.Api;

/// <summary>Refusals as problem details (RFC 9457).</summary>
internal static class Problems
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="detail">What is wrong, and what to do.</param>
    public static ProblemHttpResult Of(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    /// <summary>Something that is not there.</summary>
    /// <param name="detail">What.</param>
    public static ProblemHttpResult Missing(string detail) => Of(StatusCodes.Status404NotFound, detail);
}
