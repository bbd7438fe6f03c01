using FastOde.Dashboard.Components.Pages;

namespace FastOde.Dashboard.Tests.Components.Pages;

public sealed class SignInPageTests
{
    [Theory]
    [InlineData("/experiments/3?tab=spec", "/experiments/3?tab=spec")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("experiments", "/")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    public void Own_Address_LeadsNowhereElse(string? address, string own) => Assert.Equal(own, SignInPage.Own(address));
}
