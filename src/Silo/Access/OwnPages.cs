using FastOde.Dashboard;
using FastOde.Specs.Words;
using Microsoft.Net.Http.Headers;

namespace FastOde.Silo.Access;

/// <summary>
/// A browser that is allowed in also shows pages of others, and sends what they ask along with its session. So only requests of
/// the dashboard's own pages, and of programs, are answered.
/// </summary>
internal static class OwnPages
{
    private const string FetchSite = "Sec-Fetch-Site";

    /// <summary>Answers every other request with the refusal, before anything else sees it.</summary>
    /// <param name="app">The host.</param>
    /// <param name="names">The names under which it is answered.</param>
    public static void Require(IApplicationBuilder app, HostNames names) => app.Use(async (context, next) =>
    {
        if (Refusal(context.Request, names) is not { } refusal)
        {
            await next(context);
            return;
        }

        context.Response.Headers.XContentTypeOptions = "nosniff";
        await RefusalAnswer.Write(context, refusal.Status, refusal.Reason);
    });

    /// <summary>Whether a request is refused.</summary>
    /// <param name="request">The request.</param>
    /// <param name="names">The names under which requests are answered.</param>
    /// <returns>Why; null where it is answered.</returns>
    public static AccessRefusal? Refusal(HttpRequest request, HostNames names)
    {
        var host = request.Host.Value ?? "";
        if (!names.Has(host))
            return new AccessRefusal(StatusCodes.Status400BadRequest, OfName(host, names));
        if (request.ContentLength > DashboardHosting.LargestMessage)
            return new AccessRefusal(StatusCodes.Status413PayloadTooLarge, $"This request brings {request.ContentLength} bytes, and at most {DashboardHosting.LargestMessage} are taken.");
        var origin = request.Headers.Origin;
        if (origin.Count == 0)
            return IsForeignChange(request) ? Forbidden("another site") : null;
        return origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{host}", StringComparison.OrdinalIgnoreCase)
            ? null
            : Forbidden($"'{VisibleText.Of(origin.ToString())}'");
    }

    // Browsers name the origin of whatever changes something. Where one does not, it still says that it is another site's.
    private static bool IsForeignChange(HttpRequest request) =>
        request.Headers.TryGetValue(FetchSite, out var site) && site != "same-origin" && site != "none" && (!IsSafe(request.Method) || request.Headers.ContainsKey(HeaderNames.Upgrade));

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);

    private static string OfName(string host, HostNames names) =>
        $"This request asks {(host.Length == 0 ? "for no host" : $"for the host '{VisibleText.Of(host)}'")}, and FastOde answers under {names.Text}. "
        + "Open the address that fastode printed; --host NAME adds a name, and a proxy must set Host and Origin to that address.";

    private static AccessRefusal Forbidden(string whose) => new(
        StatusCodes.Status403Forbidden,
        $"This request comes from a page of {whose}, and FastOde obeys its own pages only. Use the dashboard itself; a proxy must set Host and Origin to its address.");
}
