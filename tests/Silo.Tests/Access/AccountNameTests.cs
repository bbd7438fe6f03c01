using FastOde.Silo.Access;

namespace FastOde.Silo.Tests.Access;

public sealed class AccountNameTests
{
    [Theory]
    [InlineData("anna")]
    [InlineData("a")]
    [InlineData("anna.b-2_c@lab.example")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Problem_PlainName_IsNone(string name) => Assert.Null(AccountName.Problem(name));

    [Theory]
    [InlineData("")]
    [InlineData("Anna")]
    [InlineData("anna\n")]
    [InlineData("an na")]
    [InlineData("-anna")]
    [InlineData(".")]
    [InlineData("ann\u0430")]
    [InlineData("anna\u202e")]
    [InlineData("an\u200bna")]
    [InlineData("anna\u001b[2J")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234")]
    public void Problem_NameThatHidesSomethingOrLooksLikeAnother_IsRefused(string name) => Assert.NotNull(AccountName.Problem(name));
}
