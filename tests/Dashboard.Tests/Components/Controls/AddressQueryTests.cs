using Bunit;
using FastOde.Dashboard.Components.Controls;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Dashboard.Tests.Components.Controls;

public sealed class AddressQueryTests : BunitContext
{
    [Theory]
    [InlineData("/x?metric=fid%5Bx%5D&at=euler-4", "fid[x]")]
    [InlineData("/x?metric=a&metric=b", "b")]
    [InlineData("/x?at=euler-4", null)]
    [InlineData("/x", null)]
    public void Query_OfAnAddress_IsTheValueOfTheKey(string address, string? expected)
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(address);

        Assert.Equal(expected, navigation.Query("metric"));
    }

    /// <summary>A part that the framework supplies would break its page where a tab brings it onto it.</summary>
    [Fact]
    public void Parts_OfPages_LetTheFrameworkSupplyNothing() => Assert.DoesNotContain(
        typeof(AddressQuery).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ComponentBase)) && !type.IsDefined(typeof(RouteAttribute), inherit: false)),
        part => part.GetProperties().Any(property => property.IsDefined(typeof(SupplyParameterFromQueryAttribute), inherit: false)));
}
