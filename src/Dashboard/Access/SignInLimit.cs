using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Access;

/// <summary>How often one address may try to sign in, whatever the names it tries.</summary>
public static class SignInLimit
{
    /// <summary>Name of the limit, for the page that it holds for.</summary>
    public const string Policy = "sign-in";

    /// <summary>Tries of one address in <see cref="Window"/>.</summary>
    public const int Tries = 10;

    /// <summary>The time in which tries are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Half of an address of version six is one customer's.</summary>
    private const int NetworkBytes = 8;

    /// <summary>Adds the limit.</summary>
    /// <param name="services">The host's services.</param>
    public static void AddTo(IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = async (rejected, cancellationToken) =>
        {
            rejected.HttpContext.Response.ContentType = "text/plain; charset=utf-8";
            await rejected.HttpContext.Response.WriteAsync($"This address has tried to sign in {Tries} times. Try again in {Window.TotalSeconds} seconds.\n", cancellationToken);
        };
        options.AddPolicy(Policy, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(Origin(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions { PermitLimit = Tries, Window = Window })
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>What tries are counted by: an address of version four, or the network of one of version six.</summary>
    /// <param name="address">The address; null where there is none.</param>
    public static string Origin(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexStringLower(address.GetAddressBytes()[..NetworkBytes]),
        _ => address.ToString(),
    };
}
