using FastOde.Grains.Trainers;

namespace FastOde.Grains.Tests.Trainers;

public sealed class WaitingLineTests
{
    private readonly WaitingLine line = new();

    [Fact]
    public void Next_OfSeveral_IsTheFirstOfTheHighestPriority()
    {
        line.Add("a", 0);
        line.Add("b", 2);
        line.Add("c", 2);
        line.Add("d", 1);

        Assert.Equal(["b", "c", "d", "a", null], new[] { line.Next(), line.Next(), line.Next(), line.Next(), line.Next() });
    }

    [Fact]
    public void Add_Again_KeepsThePlace()
    {
        line.Add("a", 0);
        line.Add("b", 0);
        line.Add("a", 0);

        Assert.Equal(2, line.Count);
        Assert.Equal("a", line.Next());
    }

    [Fact]
    public void Remove_OfATrial_LeavesTheOthers()
    {
        line.Add("a", 0);
        line.Add("b", 0);

        line.Remove("a");
        line.Remove("nobody");

        Assert.Equal("b", line.Next());
    }
}
