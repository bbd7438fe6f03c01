using FastOde.Dashboard.ChartModels;
using FastOde.Specs;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class RetentionTextTests
{
    [Fact]
    public void Of_NoPolicyOrOneThatTakesNothing_IsEverything()
    {
        Assert.Equal("everything", RetentionText.Of(null));
        Assert.Equal("everything", RetentionText.Of(new RetentionSpec()));
    }

    [Theory]
    [InlineData(0, null, "no checkpoint")]
    [InlineData(1, null, "1 checkpoint")]
    [InlineData(2, null, "2 checkpoints")]
    [InlineData(null, 1, "checkpoints of the best trial alone")]
    [InlineData(1, 1000, "1 checkpoint of the 1,000 best trials alone")]
    public void Of_Checkpoints_SaysHowManyOfWhich(int? checkpoints, int? best, string expected) =>
        Assert.Equal(expected, RetentionText.Of(new RetentionSpec { Checkpoints = checkpoints, Best = best }));

    [Fact]
    public void Of_PicturesAndPoints_SaysBoth()
    {
        Assert.Equal("pictures of the last step, 500 points a curve", RetentionText.Of(new RetentionSpec { Samples = "last", Points = 500 }));
        Assert.Equal("no pictures", RetentionText.Of(new RetentionSpec { Samples = "none" }));
    }
}
