using FastOde.Dashboard.ChartModels;
using FastOde.TestSupport;

namespace FastOde.Dashboard.Tests.ChartModels;

public sealed class TrajectoryPictureTests
{
    [Fact]
    public void Around_SeveralSets_HoldsThemAll()
    {
        var frame = TrajectoryFrame.Around([Sample.Trajectories("1-1", -8, 2), Sample.Trajectories("1-3", 0, 12)]);

        Assert.True(frame.Left < -8 && frame.Left + frame.Width > 12);
        Assert.True(frame.Bottom < 0 && frame.Bottom + frame.Height > 1);
    }

    [Fact]
    public void Around_Nothing_IsStillAFrame() => Assert.Equal(new TrajectoryFrame(-1, -1, 2, 2), TrajectoryFrame.Around([]));

    [Fact]
    public void Of_Frame_HasTheSameScaleInBothDirections()
    {
        var picture = TrajectoryPicture.Of(Sample.Trajectories("1-1", 0, 10), new TrajectoryFrame(0, 0, 20, 10));

        Assert.Equal(TrajectoryPicture.Width / 2, picture.Height, 9);
        Assert.Equal((0, picture.Height), Assert.Single(picture.NoiseEnds));
        Assert.Equal((TrajectoryPicture.Width / 2, picture.Height * 0.9), Assert.Single(picture.DataEnds));
    }

    [Fact]
    public void Of_MoreThanTheMaximum_IsThinned() =>
        Assert.Equal(3, TrajectoryPicture.Of(Sample.Trajectories("1-1", new float[20]), new TrajectoryFrame(0, 0, 1, 1), maximum: 3).Paths.Count);

    [Fact]
    public void Of_TrajectoryThatIsNotFinite_IsLeftOut() =>
        Assert.Single(TrajectoryPicture.Of(Sample.Trajectories("1-1", 0, float.NaN, 0, 1), new TrajectoryFrame(0, 0, 1, 1)).Paths);

    [Theory]
    [InlineData(-20, 42)]
    [InlineData(-0.3, 0.9)]
    [InlineData(5, 1000)]
    public void Ticks_Interval_AreAFewRoundNumbersInside(double start, double length)
    {
        var ticks = TrajectoryPicture.Ticks(start, length).ToList();

        Assert.InRange(ticks.Count, 3, 10);
        Assert.All(ticks, tick => Assert.InRange(tick, start, start + length + 1e-9));
    }
}
