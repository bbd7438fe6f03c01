using FastOde.Grains.Concurrency;

namespace FastOde.Grains.Tests.Concurrency;

public sealed class SingleFlightTests
{
    [Fact]
    public Task Requests_DuringAPass_LeadToOneFurtherPass() => OneAtATime(async () =>
    {
        var passes = 0;
        var gate = new TaskCompletionSource();
        var flight = new SingleFlight(async () =>
        {
            passes++;
            await gate.Task;
        });

        var first = flight.Run();
        while (passes == 0)
            await Task.Yield();
        var second = flight.Run();
        var third = flight.Run();
        gate.SetResult();
        await Task.WhenAll(first, second, third);

        Assert.Same(second, third);
        Assert.NotSame(first, second);
        Assert.Equal(2, passes);
    });

    [Fact]
    public Task Pass_AfterAFailedOne_RunsAllTheSame() => OneAtATime(async () =>
    {
        var passes = 0;
        var flight = new SingleFlight(() => ++passes == 1 ? throw new InvalidOperationException("once") : Task.CompletedTask);

        var first = flight.Run();
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await flight.Run();

        Assert.Equal(2, passes);
    });

    // As a grain's turns are: side by side never, interleaved at awaits.
    private static Task OneAtATime(Func<Task> test) => Task.Factory.StartNew(
        test,
        TestContext.Current.CancellationToken,
        TaskCreationOptions.None,
        new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
}
