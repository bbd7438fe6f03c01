using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class WaitingLineTests
{
    private readonly WaitingLine _line = new();

    [Fact]
    public void Next_OfSeveral_IsTheFirstOfTheHighestPriority()
    {
        _line.Add("a", 0);
        _line.Add("b", 2);
        _line.Add("c", 2);
        _line.Add("d", 1);

        Assert.Equal(["b", "c", "d", "a", null], new[] { _line.Next(), _line.Next(), _line.Next(), _line.Next(), _line.Next() });
    }

    [Fact]
    public void Add_Again_KeepsThePlace()
    {
        _line.Add("a", 0);
        _line.Add("b", 0);
        _line.Add("a", 0);

        Assert.Equal(2, _line.Count);
        Assert.Equal("a", _line.Next());
    }

    [Fact]
    public void Remove_OfATrial_LeavesTheOthers()
    {
        _line.Add("a", 0);
        _line.Add("b", 0);

        _line.Remove("a");
        _line.Remove("nobody");

        Assert.Equal("b", _line.Next());
    }
}
