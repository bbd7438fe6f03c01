using System.Security.Claims;
using FastOde.Contracts.Access;
using FastOde.Dashboard.Access;

namespace FastOde.Dashboard.Tests.Access;

public sealed class VisitorClaimsTests
{
    [Fact]
    public void CallerOf_APrincipalThatWasMade_IsTheCaller()
    {
        var caller = new Caller { Kind = CallerKind.Account, Name = "anna", Proof = "stamp" };
        var user = VisitorClaims.Principal(caller, Role.Operator, "test");
        VisitorClaims.Locate(user, "192.0.2.7");

        Assert.Equal(caller with { From = "192.0.2.7" }, VisitorClaims.CallerOf(user));
        Assert.Equal(Role.Operator, VisitorClaims.RoleOf(user));
        Assert.True(user.Identity!.IsAuthenticated);
    }

    [Fact]
    public void CallerOf_Nobody_IsNone()
    {
        var nobody = new ClaimsPrincipal(new ClaimsIdentity());
        Assert.Null(VisitorClaims.CallerOf(nobody));
        Assert.Null(VisitorClaims.RoleOf(nobody));
    }
}
