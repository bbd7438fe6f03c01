using FastOde.Dashboard.Components.Layout;

namespace FastOde.Dashboard.Tests.Components.Layout;

public sealed class PageHeadsTests
{
    [Theory]
    [InlineData("", "Experiments")]
    [InlineData("?search=tag%3Apaper", "Experiments")]
    [InlineData("experiments/12?tab=spec", "Experiment 12")]
    [InlineData("trials/1-3", "Trial 1-3")]
    [InlineData("nothing/here", "Not found")]
    public void Of_Address_IsTheHeadingOfItsPage(string path, string expected) => Assert.Equal(expected, PageHeads.Of(path));
}
