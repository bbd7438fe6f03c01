using System.Security.Claims;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;

namespace FastOde.Silo.Api;

/// <summary>Calls grains as whoever has sent a request; the gate refuses what is not theirs to change.</summary>
internal static class AskerCalls
{
    /// <summary>Calls for a result.</summary>
    /// <param name="user">Who has sent the request.</param>
    /// <param name="calls">The calls.</param>
    public static Task<T> As<T>(ClaimsPrincipal user, Func<Task<T>> calls) => CallerContext.As(VisitorClaims.AskerOf(user), calls);

    /// <summary>Calls for what they do.</summary>
    /// <param name="user">Who has sent the request.</param>
    /// <param name="calls">The calls.</param>
    public static Task As(ClaimsPrincipal user, Func<Task> calls) => As(user, async () =>
    {
        await calls();
        return true;
    });
}
