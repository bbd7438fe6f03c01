using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Experiments whose end was cut short, put off by the machine, or taken back.</summary>
public sealed class InterruptedEndTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancel_ThatACrashCutShort_IsFinishedByTheNextStart(bool resumes)
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0))
        {
            id = await silo.Submit(Experiment.Functions(3));

            // What the store holds of a process that died right after it had acknowledged the cancel.
            await silo.Trials.BeginAttempt($"{id}-1", "gone/cpu-1", TimeSpan.FromHours(1), Cancellation);
            await silo.Services.GetRequiredService<IExperimentStore>().SetState(id, ExperimentState.Cancelled, Cancellation);
        }

        await using var next = await TestSilo.Start(directory.Path, rehearsal, resumes: resumes);

        Assert.All(
            await next.Results.Trials(id, Cancellation),
            trial => Assert.Equal(TrialState.Cancelled, trial.State));
        Assert.True((await next.Experiment(id).Summary()).IsSettled);
        Assert.Empty(rehearsal.Started);
    }

    [Fact]
    public async Task Cancel_ThatAnotherSiloCutShort_IsFinishedWhereTheExperimentIsResumed()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        var id = await silo.Submit(Experiment.Functions(3));
        await Deactivate(silo.Experiment(id));
        await silo.Services.GetRequiredService<IExperimentStore>().SetState(id, ExperimentState.Cancelled, Cancellation);

        Assert.Equal([id], await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished());

        await Eventually.Gets(silo.Experiment(id).Summary, summary => summary.IsSettled, "all trials have ended");
        Assert.Empty(await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished());
    }

    [Fact]
    public async Task QueueFailed_OfASettledExperiment_LetsItGoOnWhenItIsStarted()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        var isBroken = true;
        rehearsal.Act("1-1", (_, _) => isBroken ? throw new InvalidOperationException("broken pipe") : null);
        rehearsal.FinishAll(1, 2);
        var id = await silo.Submit(Experiment.Functions(2, "{ retries: 0 }"));
        Assert.Equal(1, (await silo.Reaches(id, ExperimentState.Completed)).FailedTrials);

        isBroken = false;
        Assert.Equal([id], await silo.Trials.QueueFailed(Cancellation));
        await silo.Grains.GetGrain<IExperimentCatalogGrain>(0).ResumeUnfinished();
        await silo.Reaches($"{id}-1", TrialState.Completed);

        Assert.Equal(0, (await silo.Reaches(id, ExperimentState.Completed)).FailedTrials);
        Assert.Equal([AttemptState.Failed, AttemptState.Completed], (await silo.Trial("1-1")).Attempts.Select(attempt => attempt.State));
    }

    [Fact]
    public async Task Attempt_ThatTheMachineDoesNotAllow_UsesNoRetryAndGoesOnByItself()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal);
        rehearsal.Act("1-1", (order, _) => order.Lease.Epoch <= 3 ? throw new IOException("No space left on device", 28) : null);
        rehearsal.FinishAll(1, 2);

        var id = await silo.Submit(Experiment.Functions(2, "{ retries: 0 }"));
        var blocked = await Eventually.Gets(() => silo.Trial("1-1"), trial => trial.Summary is { IsBlocked: true, State: TrialState.Queued }, "the trial waits");
        Assert.Equal("No space left on device", blocked.Summary.Message);
        await silo.Reaches(id, ExperimentState.Completed);

        var trial = await silo.Trial("1-1");
        Assert.Equal(
            [AttemptState.Blocked, AttemptState.Blocked, AttemptState.Blocked, AttemptState.Completed],
            trial.Attempts.Select(attempt => attempt.State));
        Assert.Equal((false, (string?)null), (trial.Summary.IsBlocked, trial.Summary.Message));
        Assert.Equal(1, (await silo.Trial("1-2")).Summary.Attempts);
    }

    private static async Task Deactivate(IAddressable grain) =>
        await grain.AsReference<IGrainManagementExtension>().DeactivateOnIdle();
}
