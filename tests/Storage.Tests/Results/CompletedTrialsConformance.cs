using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs.Couplings;
using FastOde.Storage.Results;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Results;

/// <summary>What every database must tell of what trials have taken.</summary>
public abstract class CompletedTrialsConformance : StoreConformance
{
    [Fact]
    public async Task Latest_CompletedTrials_SayTimeAndFilesByAssignment()
    {
        await Fixture.Experiments.Create(Sample.Spec(), [Sample.Plan(5, 0), Sample.Plan(5, 1), Sample.Plan(7, 0)], Cancellation);
        await Run("1-1", seconds: 40, AttemptState.Completed);
        await Run("1-2", seconds: 80, AttemptState.Completed, Sample.Checkpoint(1));
        await Run("1-3", seconds: 10, AttemptState.Failed);

        var found = Assert.Single(await Fixture.Services.GetRequiredService<ICompletedTrials>().Latest(10, Cancellation));

        Assert.Equal((2, 60.0 / 4000, 1001 / 2.0), (found.Count, Math.Round(found.SecondsPerStep, 9), found.Bytes));
        Assert.Equal(2.5, Assert.IsType<LearnedCouplingSpec>(found.Spec.Coupling).Beta);
        Assert.Equal(80.0 / 4000, Assert.Single(await Fixture.Services.GetRequiredService<ICompletedTrials>().Latest(1, Cancellation)).SecondsPerStep, 9);
    }

    private async Task Run(string trial, int seconds, AttemptState end, ArtifactRecord? file = null)
    {
        var lease = await Fixture.Trials.BeginAttempt(trial, "s", TimeSpan.FromHours(1), Cancellation);
        if (file is not null)
            await Fixture.Measurements.Add(lease, [new ArtifactReport { Written = [file] }], Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromSeconds(seconds));
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, end), end == AttemptState.Completed ? TrialState.Completed : TrialState.Failed, Cancellation);
    }
}
