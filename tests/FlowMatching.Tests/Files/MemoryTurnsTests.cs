using FastOde.FlowMatching.Files;

namespace FastOde.FlowMatching.Tests.Files;

public sealed class MemoryTurnsTests
{
    [Fact]
    public async Task Take_MoreThanThereIsRoomFor_WaitsForTheOthers()
    {
        var turns = new MemoryTurns(10);
        var first = turns.Take(6);
        using var beside = turns.Take(4);
        var waiting = Task.Run(() => turns.Take(5), TestContext.Current.CancellationToken);

        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(50, TestContext.Current.CancellationToken)));
        first.Dispose();

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).Dispose();
    }

    [Fact]
    public void Take_MoreThanTheLimit_IsGivenAlone() => new MemoryTurns(10).Take(100).Dispose();
}
