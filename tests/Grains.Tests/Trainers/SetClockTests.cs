using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Trainers;

/// <summary>A machine whose clock is set by an hour while a study runs.</summary>
public sealed class SetClockTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly AdjustableClock clock = new();
    private readonly Rehearsal rehearsal = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task Clock_SetWhileTrialsRun_InterruptsNone(int hours)
    {
        await using var silo = await Start();
        var id = await silo.Submit(Experiment.Functions(3));
        await silo.Reaches("1-2", TrialState.Running);

        clock.Set(TimeSpan.FromHours(hours));
        await Task.Delay(TestSilo.Times.Lease + TestSilo.Times.LeaseCheck, TestContext.Current.CancellationToken);
        rehearsal.FinishAll(id, 3);

        await silo.Reaches(id, ExperimentState.Completed);
        foreach (var number in new[] { 1, 2, 3 })
        {
            var trial = await silo.Trial($"1-{number}");
            var attempt = Assert.Single(trial.Attempts);
            Assert.Equal(AttemptState.Completed, attempt.State);
            Assert.True(attempt.EndedAt >= attempt.StartedAt, $"{attempt}");
        }
    }

    [Fact]
    public async Task Clock_SetBackWhileAHostRests_LetsItTryAgainInTime()
    {
        var isFull = true;
        rehearsal.Act("1-1", (_, _) =>
        {
            if (!isFull)
                return new(AttemptState.Completed, 10);
            isFull = false;
            clock.Set(TimeSpan.FromHours(-1));
            throw new UnauthorizedAccessException("the folder is read-only");
        });
        await using var silo = await Start();

        var id = await silo.Submit(Experiment.Functions(1));

        await silo.Reaches(id, ExperimentState.Completed);
        Assert.Equal([AttemptState.Blocked, AttemptState.Completed], (await silo.Trial("1-1")).Attempts.Select(attempt => attempt.State));
    }

    private Task<TestSilo> Start() =>
        TestSilo.Start(directory.Path, rehearsal, configure: silo => silo.Services.AddSingleton<TimeProvider>(clock));
}
