using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class HostRestTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch;

    private readonly HostRest _rest = new(new()
    {
        FirstRest = TimeSpan.FromSeconds(2),
        LongestRest = TimeSpan.FromSeconds(6),
        Trust = TimeSpan.FromSeconds(30),
    });

    [Fact]
    public void Block_TimeAndAgain_RestsTwiceAsLongUpToALimit()
    {
        Assert.True(_rest.Block("full", At(0)));
        Assert.Equal((false, true), (_rest.MayOffer(At(1.9)), _rest.MayOffer(At(2))));

        Assert.False(_rest.Block("full", At(2)));
        Assert.Equal((false, true), (_rest.MayOffer(At(5.9)), _rest.MayOffer(At(6))));

        _rest.Block("full", At(6));
        Assert.Equal((false, true), (_rest.MayOffer(At(11.9)), _rest.MayOffer(At(12))));
    }

    [Fact]
    public void Block_ByTrialsThatFailTogether_IsOneFault()
    {
        _rest.Block("full", At(0));
        Assert.False(_rest.Block("full", At(0.5)));
        Assert.True(_rest.MayOffer(At(2)));
    }

    [Fact]
    public void Block_ByAnotherFault_IsNews()
    {
        _rest.Block("full", At(0));
        Assert.True(_rest.Block("read-only", At(3)));
        Assert.Equal("read-only", _rest.Fault);
    }

    [Fact]
    public void MayOffer_AfterARest_LetsOneTrialTry()
    {
        _rest.Block("full", At(0));
        _rest.Try(At(2));

        Assert.False(_rest.MayOffer(At(3)));
        Assert.Equal((false, true), (_rest.HasLasted(At(31.9)), _rest.HasLasted(At(32))));
        _rest.Decline();
        Assert.True(_rest.MayOffer(At(3)));
    }

    [Fact]
    public void Recover_AfterAFault_RestsShortlyAgain()
    {
        _rest.Block("full", At(0));
        _rest.Block("full", At(2));
        _rest.Recover();
        Assert.True(_rest.MayOffer(At(3)));

        Assert.True(_rest.Block("full", At(10)));
        Assert.True(_rest.MayOffer(At(12)));
    }

    private static DateTimeOffset At(double seconds) => Start + TimeSpan.FromSeconds(seconds);
}
