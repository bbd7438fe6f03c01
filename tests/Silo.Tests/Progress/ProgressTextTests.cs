using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;

namespace FastOde.Silo.Tests.Progress;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(0.4321, ", 0.432 iterations/s, 3 min 51 s left")]
    [InlineData(2713.2, ", 2713 iterations/s, 0 s left")]
    [InlineData(0, "")]
    [InlineData(1e-300, ", 1e-300 iterations/s")]
    public void Speed_SlowOrFastTrial_HasThreeDigits(double rate, string expected) => Assert.Equal(
        expected, ProgressText.Speed(Experiments.Trial(1, "learned") with { Iterations = 100, Step = 0, IterationsPerSecond = rate }));
}
