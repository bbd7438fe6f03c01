using FastOde.Specs.Words;

namespace FastOde.Specs.Tests.Words;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("a\nb", @"a\nb")]
    [InlineData("\u001b[31m", @"\u001b[31m")]
    [InlineData("a\u202eb\u007f\u009b", @"a\u202eb\u007f\u009b")]
    [InlineData("a\u200bb\u2060\u00ad", @"a\u200bb\u2060\u00ad")]
    [InlineData("μ · 😀 ±", "μ · 😀 ±")]
    public void Of_Text_ShowsWhatIsHidden(string text, string shown)
    {
        Assert.Equal(shown, VisibleText.Of(text));
        Assert.Equal(-1, VisibleText.IndexOfHidden(VisibleText.Of(text)));
    }

    [Fact]
    public void Of_HalfOfACharacter_ShowsItsCode() => Assert.Equal(@"a\ud800", VisibleText.Of("a" + (char)0xD800));
}
