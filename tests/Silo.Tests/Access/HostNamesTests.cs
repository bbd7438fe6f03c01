using FastOde.Silo.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class HostNamesTests
{
    private static readonly HostNames Names = new(["lab.example", "*.gpu.example", "192.0.2.7", "2001:db8::7"]);

    [Theory]
    [InlineData("lab.example")]
    [InlineData("LAB.example:5080")]
    [InlineData("one.gpu.example:5080")]
    [InlineData("192.0.2.7:5080")]
    [InlineData("[2001:db8::7]:5080")]
    [InlineData("[2001:db8:0::7]")]
    [InlineData("localhost:5080")]
    [InlineData("127.0.0.1")]
    public void Has_OwnName_WithAnyPort(string host) => Assert.True(Names.Has(host));

    [Theory]
    [InlineData("")]
    [InlineData("evil.example")]
    [InlineData("lab.example.evil.example")]
    [InlineData("evil-lab.example")]
    [InlineData("gpu.example")]
    [InlineData("a.b.gpu.example")]
    [InlineData(".gpu.example")]
    [InlineData("192.0.2.8")]
    [InlineData("lab.example:port")]
    [InlineData("lab.example:80:80")]
    [InlineData("lab.example@evil.example")]
    public void Has_AnyOtherName_Not(string host) => Assert.False(Names.Has(host));

    [Fact]
    public void Loopback_NameOfAnother_IsNone() => Assert.False(HostNames.Loopback.Has("lab.example"));
}
