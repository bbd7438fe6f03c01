using FastOde.Silo.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class PasswordsTests
{
    private const string Right = "correct horse battery";

    [Fact]
    public void Hash_OfOnePassword_HasASaltOfItsOwn()
    {
        var hash = Passwords.Hash(Right);
        Assert.NotEqual(hash, Passwords.Hash(Right));
        Assert.DoesNotContain(Right, hash, StringComparison.Ordinal);
        Assert.True(Passwords.IsRight(hash, Right));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Correct horse battery")]
    [InlineData("correct horse battery ")]
    public void IsRight_AnotherPassword_IsNot(string password) => Assert.False(Passwords.IsRight(Passwords.Hash(Right), password));

    [Fact]
    public void IsRight_NoAccountOrEndlessPassword_IsNot()
    {
        Assert.False(Passwords.IsRight(null, Right));
        Assert.False(Passwords.IsRight(Passwords.Hash(Right), new string('x', 1 << 20)));
    }

    [Theory]
    [InlineData(11, true)]
    [InlineData(12, false)]
    [InlineData(256, false)]
    [InlineData(257, true)]
    public void Problem_OfAPassword_GoesByItsLength(int length, bool isProblem) => Assert.Equal(isProblem, Passwords.Problem(new string('x', length)) is not null);
}
