using System.Security.Claims;
using System.Text.Encodings.Web;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;
using FastOde.Grains.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace FastOde.Silo.Access;

/// <summary>
/// Says who a request is from: by the token of a program, by the cookie of a session or, where nobody has to sign in, as
/// somebody on this machine. Whoever is nobody is asked to sign in, or told so.
/// </summary>
/// <param name="options">None of its own.</param>
/// <param name="logs">The framework's.</param>
/// <param name="encoder">The framework's.</param>
/// <param name="gate">Knows tokens.</param>
/// <param name="presence">Knows whether everybody has to sign in.</param>
internal sealed class VisitorHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessGate gate, AccountPresence presence)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "FastOde";

    /// <summary>Where sessions begin.</summary>
    public const string SignInPath = "/sign-in";

    private const string Bearer = "Bearer ";
    private const string Html = "text/html";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
            return await ByToken(header[Bearer.Length..].Trim());
        if (!await presence.IsRequired(Context.RequestAborted))
            return Success(new Caller { Kind = CallerKind.Local, Name = "" }, Role.Admin);

        var session = await Context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (session.Principal is { } user)
            Locate(user);
        return session;
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (HttpMethods.IsGet(Request.Method) && Request.Headers.Accept.ToString().Contains(Html, StringComparison.OrdinalIgnoreCase))
        {
            Response.Redirect($"{SignInPath}?return={Uri.EscapeDataString(Request.Path + Request.QueryString)}");
            return;
        }

        Response.Headers.WWWAuthenticate = Bearer.Trim();
        await RefusalAnswer.Write(Context, StatusCodes.Status401Unauthorized, "Sign in, or send a token (fastode token create) as Authorization: Bearer TOKEN. This request has no session, and no token that works.");
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        RefusalAnswer.Write(Context, StatusCodes.Status403Forbidden, "This needs another role; an admin can give it.");

    private async Task<AuthenticateResult> ByToken(string text)
    {
        var caller = new Caller { Kind = CallerKind.Token, Name = "", Proof = text };
        return await gate.Identify(caller, Context.RequestAborted) is { } identity
            ? Success(caller, identity.Role)
            : AuthenticateResult.Fail("no token that works");
    }

    private AuthenticateResult Success(Caller caller, Role role)
    {
        var user = VisitorClaims.Principal(caller, role, SchemeName);
        Locate(user);
        return AuthenticateResult.Success(new AuthenticationTicket(user, SchemeName));
    }

    private void Locate(ClaimsPrincipal user)
    {
        if (Context.Connection.RemoteIpAddress is { } address)
            VisitorClaims.Locate(user, address.ToString());
    }
}
