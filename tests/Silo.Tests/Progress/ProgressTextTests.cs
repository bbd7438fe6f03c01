using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Progress;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(7260, "2 h 1 min")]
    [InlineData(90000, "1 d 1 h")]
    public void Duration_Seconds_HaveTwoUnits(int seconds, string expected) =>
        Assert.Equal(expected, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.4321, ", 0.432 iterations/s, 3 min 51 s left")]
    [InlineData(2713.2, ", 2713 iterations/s, 0 s left")]
    public void Speed_SlowOrFastTrial_HasThreeDigits(double rate, string expected) => Assert.Equal(
        expected, ProgressText.Speed(Studies.Trial(1, "learned") with { Iterations = 100, Step = 0, IterationsPerSecond = rate }));

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    public void TimeLeft_RateThatSaysNothing_IsNull(double rate) => Assert.Null(ProgressText.TimeLeft(1000, rate));
}
