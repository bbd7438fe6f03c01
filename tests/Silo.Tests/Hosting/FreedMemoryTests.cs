using FastOde.Silo.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Hosting;

/// <summary>When freed memory is returned.</summary>
public sealed class FreedMemoryTests
{
    [Fact]
    public async Task Run_AsTimePasses_ReturnsOnceAnIntervalUntilStopped()
    {
        FakeTimeProvider clock = new();
        using SemaphoreSlim returned = new(0);
        using FreedMemory memory = new(clock, () => returned.Release() >= 0);
        await memory.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, returned.CurrentCount);
        for (var interval = 0; interval < 2; interval++)
        {
            clock.Advance(FreedMemory.Interval);
            Assert.True(await returned.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        }

        await memory.StopAsync(TestContext.Current.CancellationToken);
        clock.Advance(FreedMemory.Interval);
        Assert.Equal(0, returned.CurrentCount);
    }
}
