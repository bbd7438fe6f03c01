using FastOde.Analysis.Measurements;
using FastOde.Search.Pareto;

namespace FastOde.Search.Tests.Pareto;

public sealed class ObjectiveFrontTests
{
    [Fact]
    public void Of_TwoObjectives_HasMembersBestFirstAndTheirVolume()
    {
        var front = ObjectiveFront.Of(Goals.Of("f1", maximize: true, ["f2"], []).Objectives, [[1, 1], null, [3, 4], [2, 2], [1, 5]]);

        Assert.Equal([2, 3, 0], front.Members);
        Assert.Equal(4, front.Measured);
        Assert.Equal([1, 5], front.Worst);

        // From (1, 5): (3 - 1) × (5 - 4), and above it (2 - 1) × (4 - 2).
        Assert.Equal(4, front.Hypervolume);
    }

    [Fact]
    public void Of_MoreThanThreeObjectives_MeasuresNoVolume() =>
        Assert.Null(ObjectiveFront.Of(Goals.Of("a", maximize: false, ["b", "c", "d"], []).Objectives, [[1, 1, 1, 1]]).Hypervolume);

    [Fact]
    public void Of_NothingMeasured_IsEmpty()
    {
        var front = ObjectiveFront.Of(Goals.Of("a", maximize: false, ["b"], []).Objectives, [null]);

        Assert.Empty(front.Members);
        Assert.Null(front.Hypervolume);
    }
}
