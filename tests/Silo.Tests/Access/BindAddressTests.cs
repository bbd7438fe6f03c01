using FastOde.Silo.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class BindAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::1", "::1")]
    [InlineData("localhost", "127.0.0.1")]
    public void Read_LoopbackAddress_IsTaken(string text, string address)
    {
        Assert.Null(BindAddress.Read(text, out var read));
        Assert.Equal(address, read.ToString());
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("192.168.1.5")]
    [InlineData("fe80::1")]
    public void Read_AddressThatOthersReach_SaysThatThereIsNoSignIn(string text) =>
        Assert.Contains("has no sign-in", BindAddress.Read(text, out _), StringComparison.Ordinal);

    [Theory]
    [InlineData("*")]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1:80")]
    public void Read_NoAddress_SaysWhatIsExpected(string text) => Assert.StartsWith("expected a loopback address", BindAddress.Read(text, out _), StringComparison.Ordinal);
}
