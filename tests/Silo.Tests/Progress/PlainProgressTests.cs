using FastOde.Contracts.Results;
using FastOde.Silo.Progress;
using FastOde.Silo.Tests.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Silo.Tests.Progress;

public sealed class PlainProgressTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task Show_TrialFromStartToEnd_HasALineForEach()
    {
        await Show(Running(0), Running(1500), Running(2000), Experiments.Trial(1, "learned"), Experiments.Trial(1, "learned"));

        Assert.Equal(
            [
                "1-1 learned · beta 10, seed 0: started",
                "1-1 learned · beta 10, seed 0: 10 % (2000 of 20000), 400 iterations/s, 45 s left",
                "1-1 learned · beta 10, seed 0: completed, 20000 iterations, 400 iterations/s",
            ],
            Lines());
    }

    [Fact]
    public async Task Show_SlowTrial_HasALineEveryTenSeconds()
    {
        var progress = new PlainProgress(output, time);
        await progress.Show([], changed =>
        {
            foreach (var step in Enumerable.Range(0, 31))
            {
                changed(Running(step));
                time.Advance(TimeSpan.FromSeconds(1));
            }

            return Task.CompletedTask;
        });

        Assert.Equal(4, Lines().Length);
    }

    [Fact]
    public async Task Show_FurtherAttempt_SaysFromWhichStep()
    {
        await Show(Running(0), Running(1000) with { Attempts = 2 });
        Assert.Equal("1-1 learned · beta 10, seed 0: attempt 2 from step 1000", Lines()[1]);
    }

    [Fact]
    public async Task Show_QueuedTrial_SaysNothing()
    {
        await Show(Experiments.Trial(1, "learned", state: TrialState.Queued));
        Assert.Empty(Lines());
    }

    [Fact]
    public async Task Show_TrialThatHadEndedBefore_SaysNothing()
    {
        var ended = Experiments.Trial(1, "learned");
        await new PlainProgress(output, time).Show([ended], changed =>
        {
            changed(ended);
            changed(Experiments.Trial(2, "learned", seed: 1));
            return Task.CompletedTask;
        });

        Assert.Equal("1-2 learned · beta 10, seed 1: completed, 20000 iterations, 400 iterations/s", Assert.Single(Lines()));
    }

    private static TrialSummary Running(int step) => Experiments.Trial(1, "learned", state: TrialState.Running) with { Step = step };

    private Task Show(params TrialSummary[] changes) => new PlainProgress(output, time).Show([], changed =>
    {
        foreach (var change in changes)
            changed(change);
        return Task.CompletedTask;
    });

    private string[] Lines() => output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
}
