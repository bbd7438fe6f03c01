using FastOde.Search.Functions;

namespace FastOde.Search.Tests.Functions;

public sealed class ZdtTests
{
    [Fact]
    public void Functions_OnTheFront_HaveItsValues()
    {
        Assert.Equal([0.25, 0.5], Zdt.One([0.25, 0, 0, 0]));
        Assert.Equal([0.5, 0.75], Zdt.Two([0.5, 0, 0]));
        Assert.Equal(1 - 0.5 - 0.25, Zdt.Three([0.25, 0, 0])[1], 1e-12);
    }

    [Fact]
    public void Functions_OffTheFront_GrowWithTheMeanOfTheOtherArguments()
    {
        Assert.Equal([0, 10], Zdt.One([0, 1, 1]));
        Assert.Equal([0, 5.5], Zdt.Two([0, 0, 1]));
        Assert.Equal(10 * (1 - Math.Sqrt(0.1)), Zdt.One([1, 1, 1])[1], 1e-12);
    }

    [Fact]
    public void Functions_OfOneArgument_AreRefused() => Assert.Throws<ArgumentException>(() => Zdt.One([0.5]));
}
