namespace FastOde.Specs.Tests;

public sealed class LimitsTextTests
{
    [Fact]
    public void Of_Limits_SaysAllOfThem()
    {
        Assert.Equal("as many trials at once as there are slots, 2 retries, priority 0", LimitsText.Of(new()));
        Assert.Equal("1 trial at once, 1 retry, priority -3", LimitsText.Of(new() { ConcurrentTrials = 1, Retries = 1, Priority = -3 }));
    }

    [Theory]
    [InlineData(0, 2, 0, "limits.concurrentTrials: 0 is out of range; expected a whole number from 1 to 65536")]
    [InlineData(1, -1, 0, "limits.retries: -1 is out of range; expected a whole number from 0 to 100")]
    [InlineData(1, 2, 1001, "limits.priority: 1001 is out of range; expected a whole number from -1000 to 1000")]
    public void Problem_OfALimitOutOfItsRange_NamesTheKeyAndTheRange(int trials, int retries, int priority, string problem)
    {
        var limits = new LimitsSpec { ConcurrentTrials = trials, Retries = retries, Priority = priority };

        Assert.Equal(problem, LimitsText.Problem(limits));
        Assert.StartsWith(problem, Assert.Throws<ArgumentException>(() => LimitsText.Checked(limits)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checked_OfLimitsWithinTheirRanges_GivesThemBack()
    {
        var limits = new LimitsSpec { ConcurrentTrials = 65_536, Retries = 100, Priority = -1000 };

        Assert.Same(limits, LimitsText.Checked(limits));
    }
}
