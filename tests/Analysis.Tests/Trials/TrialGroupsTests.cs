using FastOde.Analysis.Tests.TestSupport;

namespace FastOde.Analysis.Tests.Trials;

public sealed class TrialGroupsTests
{
    [Fact]
    public void Labels_TrialsInAnyOrder_FollowTheirNumbers()
    {
        var groups = Sample.Groups([Sample.Trial(3, "learned"), Sample.Trial(2), Sample.Trial(1)]);

        Assert.Equal(["independent", "learned"], groups.Labels);
        Assert.Equal(["1-1", "1-2"], groups.Trials(0).Select(trial => trial.Id));
        Assert.Equal(1, groups.IndexOf("1-3"));
        Assert.Equal(-1, groups.IndexOf("9-9"));
    }

    [Fact]
    public void Only_Part_KeepsPositions()
    {
        var part = Sample.Groups(Sample.Trials()).Only(["1-4"]);

        Assert.Equal(["1-4"], part.TrialIds);
        Assert.Equal(1, part.IndexOf("1-4"));
        Assert.Equal(2, part.Labels.Count);
    }
}
