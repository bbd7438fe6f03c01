using System.Net;
using FastOde.Dashboard.Access;

namespace FastOde.Dashboard.Tests.Access;

public sealed class SignInLimitTests
{
    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    public void Origin_OfTwoAddresses_IsOneWhereOneCustomerHasBoth(string one, string other, bool isOne) =>
        Assert.Equal(isOne, SignInLimit.Origin(IPAddress.Parse(one)) == SignInLimit.Origin(IPAddress.Parse(other)));
}
