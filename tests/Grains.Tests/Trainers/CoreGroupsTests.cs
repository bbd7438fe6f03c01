using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class CoreGroupsTests
{
    [Theory]
    [InlineData("0-3,4-7", "0-3|4-7")]
    [InlineData("7,0", "7|0")]
    [InlineData("4-5+0-1,2", "0-1+4-5|2")]
    public void Parse_Groups_GivesTheirCores(string text, string groups) =>
        Assert.Equal(groups, string.Join('|', CoreGroups.Parse(text, [.. Enumerable.Range(0, 8)]).Select(CoreGroups.Text)));

    [Theory]
    [InlineData("", "'' is no group of cores")]
    [InlineData("0-1,,2", "'' is no group of cores")]
    [InlineData("0-1-2", "'0-1-2' is no group of cores")]
    [InlineData("-1", "'-1' is no group of cores")]
    [InlineData("all", "'all' is no group of cores")]
    [InlineData("3-1", "'3-1' is empty: 3 is above 1")]
    [InlineData("0-3,3-4", "core 3 stands there twice")]
    [InlineData("0-3,4-8", "there is no core 8 that this process may use; those are 0-7")]
    [InlineData("99999999999", "'99999999999' is no group of cores")]
    public void Parse_WhatIsNoGrouping_IsRefused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => CoreGroups.Parse(text, [.. Enumerable.Range(0, 8)])).Message, StringComparison.Ordinal);
}
