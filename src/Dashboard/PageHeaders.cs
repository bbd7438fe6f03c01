using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace FastOde.Dashboard;

/// <summary>
/// What a browser is told about every answer: scripts, connections and pictures come from here only, no other page may show
/// or read it, its kind is the one that is stated, and no address of it is passed on.
/// </summary>
internal static class PageHeaders
{
    private const int NonceBytes = 16;
    private static readonly object NonceKey = new();

    /// <summary>Adds the headers to every answer.</summary>
    /// <param name="app">The host.</param>
    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(NonceBytes));
        context.Items[NonceKey] = nonce;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(nonce);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // Not no-referrer: forms would then name no origin, and be taken for those of another page.
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return next(context);
    });

    /// <summary>The word by which the page's one inline script, the import map, shows that it is the page's own; null outside of a request.</summary>
    public static string? Nonce(HttpContext? context) => context?.Items[NonceKey] as string;

    // Components set styles of elements: widths of bars, colours of lines, the theme. Fonts and icons of MudBlazor are data.
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
}
