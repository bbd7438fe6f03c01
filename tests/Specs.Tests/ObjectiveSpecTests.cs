namespace FastOde.Specs.Tests;

public sealed class ObjectiveSpecTests
{
    private static readonly ObjectiveSpec Objective = new() { Metric = "fid@heun-9", Also = ["curvature"], Where = ["fid <= 5"] };

    [Fact]
    public void Equals_TheSameTexts_IsTrue()
    {
        Assert.Equal(Objective, Objective with { Also = ["curvature"], Where = ["fid <= 5"] });
        Assert.Equal(Objective.GetHashCode(), (Objective with { Also = ["curvature"] }).GetHashCode());
    }

    [Fact]
    public void Equals_AnotherText_IsFalse()
    {
        Assert.NotEqual(Objective, Objective with { Metric = "fid" });
        Assert.NotEqual(Objective, Objective with { Maximize = true });
        Assert.NotEqual(Objective, Objective with { Also = ["nfe@heun-9"] });
        Assert.NotEqual(Objective, Objective with { Where = [] });
    }
}
