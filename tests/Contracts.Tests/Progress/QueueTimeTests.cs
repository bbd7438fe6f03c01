using FastOde.Contracts.Progress;
using FastOde.Contracts.Results;
using FastOde.TestSupport;

namespace FastOde.Contracts.Tests.Progress;

public sealed class QueueTimeTests
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Left_QueueOfTwoPlaces_IsTheEndOfTheLastTrial()
    {
        TrialSummary[] trials = [Running(1, 0, 500) with { Attempts = 2 }, Running(2, 0, 900) with { Attempts = 2 }, Queued(3), Queued(4), Queued(5)];

        // A trial takes 100 s: 3 begins after 10 s and 5 after 110 s; 4 begins after 50 s.
        Assert.Equal(210, Left(trials, 100)!.Value, 6);
    }

    [Fact]
    public void Left_FinishedTrials_SayHowLongWaitingOnesTake()
    {
        TrialSummary[] trials = [Finished(1, 0, 80), Running(2, 80, 0), Queued(3)];

        Assert.Equal(160, Left(trials, 80)!.Value, 6);
    }

    [Fact]
    public void Left_AssignmentsOfDifferentSpeed_AreTakenApart()
    {
        TrialSummary[] trials =
        [
            Finished(1, 0, 100), Finished(2, 0, 400, "learned"), Running(3, 400, 0), Queued(4, "learned"),
        ];

        Assert.Equal(500, Left(trials, 400)!.Value, 6);
    }

    /// <summary>Eight trials of 98 s on two places, the second begun 3 s later, each with an evaluation of 18 s at its end.</summary>
    [Fact]
    public void Left_OverAWholeExperiment_ForeseesAnEndThatDoesNotJump()
    {
        const double End = 403;
        const double FirstResult = 101;
        var estimates = Enumerable.Range(10, 390).Select(second => (Second: (double)second, End: second + Left(At(second), second)!.Value)).ToList();

        // How long an evaluation takes is known with the first trial that has ended.
        Assert.All(estimates.Zip(estimates.Skip(1)), pair => Assert.InRange(pair.Second.End - pair.First.End, -2, pair.First.Second < FirstResult ? 60 : 10));
        Assert.All(estimates.Where(estimate => estimate.Second > FirstResult), estimate => Assert.InRange(estimate.End, End - 10, End + 5));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e-300)]
    public void Left_RateThatSaysNothing_IsNull(double rate) =>
        Assert.Null(Left([Sample.Trial(1, state: TrialState.Running) with { Step = 1, Attempts = 2, IterationsPerSecond = rate }], 100));

    [Fact]
    public void Left_TrialThatWasInterrupted_GoesByItsRate() =>
        Assert.Equal(5, Left([Running(1, 0, 500) with { Attempts = 2, IterationsPerSecond = 100 }], 10_000)!.Value, 6);

    private static double? Left(IReadOnlyCollection<TrialSummary> trials, double second)
    {
        var now = Begin.AddSeconds(second);
        return QueueTime.Left(trials, new TrialPace(trials, now), now)?.TotalSeconds;
    }

    /// <summary>Steps run for the first 80 s of a trial. The next trial begins 2 s after one has ended.</summary>
    private static IReadOnlyList<TrialSummary> At(double second) =>
    [
        .. Enumerable.Range(0, 8).Select(index =>
        {
            var start = (3 * (index % 2)) + (index / 2 * 100) + (index < 2 ? 0 : 2);
            var spent = second - start;
            return spent < 0 ? Queued(index + 1)
                : spent < 98 ? Running(index + 1, start, (int)(1000 * Math.Min(1, spent / 80))) with { IterationsPerSecond = spent < 1 ? 0 : 12.5 }
                : Finished(index + 1, start, start + 98);
        }),
    ];

    private static TrialSummary Queued(int number, string coupling = "independent") =>
        Sample.Trial(number, coupling, state: TrialState.Queued) with { Step = 0, Attempts = 0, IterationsPerSecond = null };

    private static TrialSummary Running(int number, double start, int step) =>
        Sample.Trial(number, state: TrialState.Running) with { Step = step, StartedAt = Begin.AddSeconds(start), IterationsPerSecond = 10 };

    private static TrialSummary Finished(int number, double start, double end, string coupling = "independent") =>
        Sample.Trial(number, coupling) with { StartedAt = Begin.AddSeconds(start), EndedAt = Begin.AddSeconds(end) };
}
