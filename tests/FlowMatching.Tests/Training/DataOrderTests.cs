using FastOde.FlowMatching.Training;

namespace FastOde.FlowMatching.Tests.Training;

/// <summary>Every point once an epoch, and the same order after a restart.</summary>
public sealed class DataOrderTests
{
    [Fact]
    public void Next_BatchesThatDoNotDivideTheSet_ShowEveryPointOnceAnEpoch()
    {
        using var order = new DataOrder(10, 5);
        var seen = Draw(order, 5);
        Assert.Equal(Enumerable.Range(0, 10), seen.Take(10).Order());
        Assert.Equal(Enumerable.Range(0, 10), seen.Skip(10).Take(10).Order());
        Assert.NotEqual(seen.Take(10), seen.Skip(10).Take(10));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(10)]
    public void Restore_AnyPlace_GoesOnAsBefore(int batches)
    {
        using var straight = new DataOrder(10, 5);
        Draw(straight, batches);
        using var resumed = new DataOrder(10, 77);
        using (var state = straight.EpochState.clone())
            resumed.Restore(state, straight.Position);
        Assert.Equal(Draw(straight, 20), Draw(resumed, 20));
    }

    private static List<int> Draw(DataOrder order, int batches)
    {
        var seen = new List<int>();
        var batch = new int[4];
        for (var i = 0; i < batches; i++)
        {
            order.Next(batch);
            seen.AddRange(batch);
        }

        return seen;
    }
}
