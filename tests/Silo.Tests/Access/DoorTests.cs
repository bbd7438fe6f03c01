using System.Net;
using FastOde.Contracts.Access;
using FastOde.Silo.Access;
using FastOde.Silo.Output;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Access;

public sealed class DoorTests : IAsyncLifetime
{
    private readonly StoredAccess stored = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await stored.Initialize();

    public ValueTask DisposeAsync() => stored.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.2")]
    [InlineData("::1")]
    public async Task Require_LoopbackAddress_AsksForNothing(string address)
    {
        var door = new Door { Address = IPAddress.Parse(address) };
        door.RequireCertificate();
        await door.RequireAdmin(stored.Accounts, Cancellation);
        Assert.False(door.IsOpen);
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.5")]
    [InlineData("fe80::1")]
    public void RequireCertificate_AddressThatOthersReach_SaysAllThatIsMissing(string address)
    {
        var refusal = Assert.Throws<CommandFailure>(() => new Door { Address = IPAddress.Parse(address) }.RequireCertificate());
        Assert.Equal(ExitCode.BadInput, refusal.ExitCode);
        Assert.StartsWith($"--bind {address}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--certificate FILE.pem --certificate-key FILE.pem", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("fastode account add NAME --role admin", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7:443", true)]
    [InlineData("2001:db8::7", "[2001:db8::7]", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("0.0.0.0", "0.0.0.0", false)]
    [InlineData("::", "[::]", false)]
    public void Names_AddressThatOthersReach_IsOneOfThemWhereItIsOne(string address, string host, bool isOwn) =>
        Assert.Equal(isOwn, new Door { Address = IPAddress.Parse(address) }.Names.Has(host));

    [Fact]
    public async Task RequireAdmin_AddressThatOthersReach_NeedsAnEnabledOne()
    {
        var door = new Door { Address = IPAddress.Any };
        await Refused();
        await stored.Accounts.Add("vera", Role.Operator, "h", "s", Cancellation);
        await Refused();
        await stored.Accounts.Add("anna", Role.Admin, "h", "s", Cancellation);
        await door.RequireAdmin(stored.Accounts, Cancellation);

        async Task Refused()
        {
            var refusal = await Assert.ThrowsAsync<CommandFailure>(() => door.RequireAdmin(stored.Accounts, Cancellation));
            Assert.Contains("no enabled account has the role admin", refusal.Message, StringComparison.Ordinal);
        }
    }
}
