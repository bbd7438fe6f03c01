using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Trials;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Trials;

public sealed class TrialTransitionsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AttemptLease Second = new() { TrialId = "1-1", Epoch = 2, SlotId = "cpu-1", ExpiresAt = Noon };

    [Theory]
    [InlineData(AttemptState.Completed, null, TrialState.Completed)]
    [InlineData(AttemptState.Completed, TrialState.Cancelled, TrialState.Completed)]
    [InlineData(AttemptState.Diverged, TrialState.Cancelled, TrialState.Diverged)]
    [InlineData(AttemptState.Stopped, null, TrialState.Queued)]
    [InlineData(AttemptState.Stopped, TrialState.Pruned, TrialState.Pruned)]
    [InlineData(AttemptState.Blocked, TrialState.Cancelled, TrialState.Cancelled)]
    public void After_EndOfAnAttempt_IsWhatItLedToOrWhatIsWanted(AttemptState attempt, TrialState? wanted, TrialState expected) =>
        Assert.Equal(expected, TrialTransitions.After(attempt, failures: 0, retries: 2, wanted));

    [Theory]
    [InlineData(1, TrialState.Queued)]
    [InlineData(2, TrialState.Failed)]
    public void After_Failure_IsTheLastOneWhereNoMoreAreAllowed(int failures, TrialState expected) =>
        Assert.Equal(expected, TrialTransitions.After(AttemptState.Failed, failures, retries: 2, wanted: null));

    [Fact]
    public void Begun_SecondAttempt_KeepsWhenTheFirstBeganAndForgetsWhatWasInTheWay()
    {
        var began = Noon.AddHours(-1);

        var trial = Queued with { StartedAt = began, IsBlocked = true, Message = "No disk." };
        var begun = trial.Begun(Second, TimeSpan.FromSeconds(30));

        Assert.Equal(trial with { State = TrialState.Running, SlotId = "cpu-1", Attempts = 2, IsBlocked = false, Message = null }, begun);
        Assert.Equal(Noon.AddSeconds(-30), Queued.Begun(Second, TimeSpan.FromSeconds(30)).StartedAt);
    }

    [Fact]
    public void Ended_AttemptThatToldNothing_KeepsWhatEarlierOnesTold()
    {
        var running = Queued.Begun(Second, TimeSpan.Zero) with { IterationsPerSecond = 5, WeightsSha256 = "ab", NetworkEvaluations = 7 };
        var outcome = new AttemptOutcome { Lease = Second, State = AttemptState.Blocked, Step = 3, Message = "No disk.", IterationsPerSecond = double.NaN };

        var ended = running.Ended(outcome, TrialState.Queued, Noon);

        Assert.Equal(running with { State = TrialState.Queued, Step = 3, Message = "No disk.", SlotId = null, IsBlocked = true }, ended);
        Assert.Equal(Noon, running.Ended(outcome, TrialState.Cancelled, Noon).EndedAt);
    }

    private static TrialSummary Queued { get; } = new()
    {
        Id = "1-1",
        ExperimentId = 1,
        Number = 1,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = TrialState.Queued,
        Iterations = 10,
    };
}
