using FastOde.Silo.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class LoopbackNameTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:5080")]
    [InlineData("LocalHost:80")]
    [InlineData("localhost.")]
    [InlineData("localhost.:5080")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65535")]
    [InlineData("127.1.2.3:5080")]
    [InlineData("[::1]")]
    [InlineData("[::1]:5080")]
    [InlineData("[0:0:0:0:0:0:0:1]:5080")]
    public void IsIn_NameOfThisMachine_IsTaken(string host) => Assert.True(LoopbackName.IsIn(host));

    [Theory]
    [InlineData("")]
    [InlineData(" localhost")]
    [InlineData("evil.example")]
    [InlineData("evil.example:5080")]
    [InlineData("localhost.evil.example")]
    [InlineData("evil.localhost")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost..")]
    [InlineData("127.0.0.1@evil.example")]
    [InlineData("localhost:5080@evil.example")]
    [InlineData("evil.example@localhost")]
    [InlineData("localhost:")]
    [InlineData("localhost:65536")]
    [InlineData("localhost:80:80")]
    [InlineData("localhost/evil.example")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("128.0.0.1")]
    [InlineData("10.0.0.1")]
    [InlineData("::1")]
    [InlineData("[::1")]
    [InlineData("[::1]evil.example")]
    [InlineData("[::1]:")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[fe80::1]")]
    public void IsIn_AnyOtherName_IsNot(string host) => Assert.False(LoopbackName.IsIn(host));
}
