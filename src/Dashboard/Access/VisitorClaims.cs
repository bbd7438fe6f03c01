using System.Security.Claims;
using FastOde.Contracts.Access;

namespace FastOde.Dashboard.Access;

/// <summary>Who looks at a page, as the framework carries it from the request to the page.</summary>
public static class VisitorClaims
{
    private const string Kind = "fastode.kind";
    private const string Proof = "fastode.proof";
    private const string From = "fastode.from";

    /// <summary>A caller as the framework carries it.</summary>
    /// <param name="caller">Who it is.</param>
    /// <param name="role">What they may do, for what pages show; the change itself asks again.</param>
    /// <param name="scheme">How it became known.</param>
    public static ClaimsPrincipal Principal(Caller caller, Role role, string scheme)
    {
        ArgumentNullException.ThrowIfNull(caller);
        List<Claim> claims = [new(ClaimTypes.Name, caller.Name), new(ClaimTypes.Role, role.ToString()), new(Kind, caller.Kind.ToString())];
        if (caller.Proof is { } proof)
            claims.Add(new(Proof, proof));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme));
    }

    /// <summary>Adds where a request comes from, which a cookie cannot know.</summary>
    /// <param name="user">Who it is.</param>
    /// <param name="address">The address.</param>
    public static void Locate(ClaimsPrincipal user, string address)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.AddIdentity(new ClaimsIdentity([new Claim(From, address)]));
    }

    /// <summary>Who it is; null for nobody.</summary>
    /// <param name="user">What the framework has carried.</param>
    public static Caller? CallerOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Enum.TryParse<CallerKind>(user.FindFirstValue(Kind), out var kind)
            ? new Caller { Kind = kind, Name = user.FindFirstValue(ClaimTypes.Name) ?? "", Proof = user.FindFirstValue(Proof), From = user.FindFirstValue(From) }
            : null;
    }

    /// <summary>Who asks in its name: whoever it is, or somebody of this machine whom nothing has named.</summary>
    /// <param name="user">What the framework has carried.</param>
    public static Caller AskerOf(ClaimsPrincipal user) => CallerOf(user) ?? new Caller { Kind = CallerKind.Local, Name = "" };

    /// <summary>What they may do; null for nobody.</summary>
    /// <param name="user">What the framework has carried.</param>
    public static Role? RoleOf(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;
    }
}
