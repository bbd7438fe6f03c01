using FastOde.Grains.Scheduling;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class HostRestTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly HostRest rest = new(new()
    {
        FirstRest = TimeSpan.FromSeconds(2),
        LongestRest = TimeSpan.FromSeconds(6),
        Trust = TimeSpan.FromSeconds(30),
    });

    [Fact]
    public void Block_TimeAndAgain_RestsTwiceAsLongUpToALimit()
    {
        Assert.True(rest.Block("full", "1-1", At(0)));
        Assert.Equal((false, true), (rest.MayOffer(At(1.9)), rest.MayOffer(At(2))));

        Assert.False(rest.Block("full", "1-1", At(2)));
        Assert.Equal((false, true), (rest.MayOffer(At(5.9)), rest.MayOffer(At(6))));

        rest.Block("full", "1-1", At(6));
        Assert.Equal((false, true), (rest.MayOffer(At(11.9)), rest.MayOffer(At(12))));
    }

    [Fact]
    public void Block_ByTrialsThatFailTogether_IsOneFault()
    {
        rest.Block("full", "1-1", At(0));
        Assert.False(rest.Block("full", "1-1", At(0.5)));
        Assert.True(rest.MayOffer(At(2)));
    }

    [Fact]
    public void Block_ByAnotherFault_IsNews()
    {
        rest.Block("full", "1-1", At(0));
        Assert.True(rest.Block("read-only", "1-1", At(3)));
        Assert.Equal("read-only", rest.Fault);
    }

    [Fact]
    public void MayOffer_AfterARest_LetsOneTrialTry()
    {
        rest.Block("full", "1-1", At(0));
        rest.Try("1-1", At(2));

        Assert.False(rest.MayOffer(At(3)));
        Assert.Equal((false, true), (rest.HasLasted(At(31.9)), rest.HasLasted(At(32))));
        rest.Decline("1-2");
        Assert.False(rest.MayOffer(At(3)));
        rest.Decline("1-1");
        Assert.True(rest.MayOffer(At(3)));
    }

    [Fact]
    public void Block_ByATrialThatHadBegunBefore_LeavesTheOneThatTriesAlone()
    {
        rest.Block("full", "1-1", At(0));
        rest.Try("1-3", At(2));

        Assert.False(rest.Block("full", "1-2", At(3)));
        Assert.False(rest.MayOffer(At(20)));

        rest.Block("full", "1-3", At(21));
        Assert.Equal((false, true), (rest.MayOffer(At(24.9)), rest.MayOffer(At(25))));
    }

    [Fact]
    public void Recover_AfterAFault_RestsShortlyAgain()
    {
        rest.Block("full", "1-1", At(0));
        rest.Block("full", "1-1", At(2));
        rest.Recover();
        Assert.True(rest.MayOffer(At(3)));

        Assert.True(rest.Block("full", "1-1", At(10)));
        Assert.True(rest.MayOffer(At(12)));
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
