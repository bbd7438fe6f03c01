using System.Security.Claims;
using FastOde.Dashboard.Access;
using FastOde.Grains.Access;
using FastOde.Storage;

namespace FastOde.Silo.Access;

/// <summary>Whether what was once said of a visitor still holds: the account enabled, its secret and its role the same.</summary>
/// <param name="gate">Knows how it is now.</param>
internal sealed class Sessions(AccessGate gate)
{
    /// <summary>Whether it does.</summary>
    /// <param name="user">The visitor, as the framework has carried it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> Holds(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (VisitorClaims.CallerOf(user) is not { } caller)
            return false;
        try
        {
            return await gate.Identify(caller, cancellationToken) is { } identity && identity.Role == VisitorClaims.RoleOf(user);
        }
        catch (StorageException)
        {
            // Without the database nothing can be shown or changed, but the page that says so.
            return true;
        }
    }
}
