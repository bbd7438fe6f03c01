using System.Collections.Concurrent;
using FastOde.Contracts.Access;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trainers;
using FastOde.Grains.Attempts;
using FastOde.Grains.Devices;
using FastOde.Grains.Tests.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Scheduling;

public sealed class SlotSchedulerGrainTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();
    private readonly Rehearsal rehearsal = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Register_OfASlotThatRuns_ShowsItsTrialAndExperiment()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);

        await silo.Scheduler.Register([Report("far", 1, "7-12"), Report("far", 2)]);

        var slots = (await silo.Scheduler.Status()).Slots;
        Assert.Equal(["far/cpu-1", "far/cpu-2"], slots.Select(slot => slot.Slot.SlotId));
        Assert.Equal(("7-12", 7L), (slots[0].TrialId, slots[0].ExperimentId!.Value));
        Assert.Equal(((string?)null, (long?)null), (slots[1].TrialId, slots[1].ExperimentId));
    }

    [Fact]
    public async Task Unregister_OfASiloThatStops_ForgetsItsSlots()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        await silo.Scheduler.Register([Report("far", 1), Report("near", 1)]);

        await silo.Scheduler.Unregister(["far/cpu-1"]);

        Assert.Equal(["near/cpu-1"], (await silo.Scheduler.Status()).Slots.Select(slot => slot.Slot.SlotId));
    }

    [Fact]
    public async Task Status_OfASiloThatIsSilent_ForgetsItsSlots()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        await silo.Scheduler.Register([Report("far", 1)]);

        await Eventually.Gets(silo.Scheduler.Status, status => status.Slots.Count == 0, "the silent slot is forgotten");
    }

    [Fact]
    public async Task Drain_BusySlot_HandsItsTrialOverAndStandsInTheAudit()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        await silo.Submit(Experiment.Functions(1));
        var busy = await Eventually.Gets(silo.Scheduler.Status, status => status.Slots is [{ TrialId: not null }], "the trial runs");
        var slot = busy.Slots[0].Slot.SlotId;

        await silo.Scheduler.Drain(slot);
        await Eventually.Gets(silo.Scheduler.Status, status => status is { Slots: [{ TrialId: null, IsDrained: true }], WaitingTrials: 1 }, "the trial waits");
        await silo.Scheduler.Undrain(slot);
        await Eventually.Gets(silo.Scheduler.Status, status => status.Slots is [{ TrialId: not null, IsDrained: false }], "the trial runs again");

        var audit = await silo.Services.GetRequiredService<IAuditQueries>().Entries(new(), TestContext.Current.CancellationToken);
        Assert.Contains(audit, entry => (entry.Action, entry.Subject) == ("slot.drain", $"slot {slot}"));
        await Assert.ThrowsAsync<KeyNotFoundException>(() => silo.Scheduler.Drain("nowhere/cpu-1"));
    }

    [Fact]
    public async Task Enqueue_TrainingsThatShareAGpu_RunTogetherOnItAndTheNextWaits()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 4, silo => silo.Services.AddSingleton(new GpuOptions { Memory = [4L << 30] }));
        ConcurrentBag<string> devices = [];
        for (var number = 1; number <= 3; number++)
            rehearsal.Act($"1-{number}", (order, _) => Seen(order.Trial.Device));
        var spec = Experiment.Training(40).Replace("batchSize: 64", "batchSize: 64\n  memory: 2", StringComparison.Ordinal) + "\nseeds: [0, 1, 2]";

        await silo.Submit(spec);
        var status = await Eventually.Gets(silo.Scheduler.Status, status => status.WaitingTrials == 1 && status.Gpus is [{ Trials: 2 }], "two run and one waits");
        Assert.Equal((4L << 30, 4L << 30), (status.Gpus[0].Held, status.Gpus[0].Gpu.Memory));
        await Task.Delay(TestSilo.Times.Heartbeat * 3, TestContext.Current.CancellationToken);
        Assert.Equal(2, rehearsal.Started.Count);

        rehearsal.FinishAll(1, 3);
        await silo.Reaches(1, ExperimentState.Completed);
        Assert.Equal(["cuda:0", "cuda:0", "cuda:0"], devices);

        AttemptResult? Seen(string device)
        {
            devices.Add(device);
            return null;
        }
    }

    [Fact]
    public async Task Enqueue_TrainingThatFitsNoGpu_SaysWhyItWaits()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1, silo => silo.Services.AddSingleton(new GpuOptions { Memory = [4L << 30] }));

        var id = await silo.Submit(Experiment.Training(40).Replace("batchSize: 64", "batchSize: 64\n  memory: 5", StringComparison.Ordinal));

        var trials = await Eventually.Gets(() => silo.Experiment(id).Trials(), trials => trials is [{ IsBlocked: true }], "the trial says that it cannot be started");
        Assert.Contains("trial.memory asks for 5 GiB of a GPU, and the largest here", trials[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithdrawExperiment_AmongOthers_TakesOnlyItsTrialsOutOfLine()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 0);
        foreach (var trial in (string[])["1-1", "1-2", "11-1", "2-1"])
            await silo.Scheduler.Enqueue(trial, new(), null);

        await silo.Scheduler.WithdrawExperiment(1);
        Assert.Equal(2, (await silo.Scheduler.Status()).WaitingTrials);

        await silo.Scheduler.Withdraw("11-1");
        await silo.Scheduler.Withdraw("11-1");
        Assert.Equal(1, (await silo.Scheduler.Status()).WaitingTrials);
    }

    [Fact]
    public async Task Release_OfASlot_GivesItToTheNextInLine()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 1);
        var id = await silo.Submit(Experiment.Functions(3));
        rehearsal.FinishAll(id, 3);

        await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal([$"{id}-1", $"{id}-2", $"{id}-3"], rehearsal.Order);
        Assert.Equal(1, rehearsal.MostRunning);
    }

    [Fact]
    public async Task Release_OfATrialThatTheMachineDidNotAllow_LetsOneTrialTryTheHostAtATime()
    {
        await using var silo = await TestSilo.Start(directory.Path, rehearsal, slots: 2);
        var isFull = true;
        var running = 0;
        var together = 0;
        for (var number = 1; number <= 6; number++)
        {
            rehearsal.Act($"1-{number}", (order, _) =>
            {
                if (!isFull)
                    return null;
                if (rehearsal.Ended.Count >= 2 && !rehearsal.Started.Take(2).Contains(order.Lease))
                {
                    // Waits for what must not come once the first attempts have shown the fault: another one beside this.
                    Interlocked.Increment(ref running);
                    if (SpinWait.SpinUntil(() => running > 1, TimeSpan.FromMilliseconds(50)))
                        Interlocked.Increment(ref together);
                    Interlocked.Decrement(ref running);
                }

                throw new IOException("No space left on device", 28);
            });
        }

        var id = await silo.Submit(Experiment.Functions(6, "{ retries: 0 }"));
        await Eventually.Gets(() => rehearsal.Order.Distinct().Count(), count => count == 6, "every trial has its turn");
        await Eventually.Gets(() => rehearsal.Started.Count, count => count >= 8, "they are tried time and again");
        isFull = false;
        rehearsal.FinishAll(id, 6);

        Assert.Equal(6, (await silo.Reaches(id, ExperimentState.Completed)).CompletedTrials);
        Assert.Equal(0, together);
    }

    private static SlotReport Report(string host, int number, string? trialId = null) => new()
    {
        Slot = new SlotDescription { SlotId = $"{host}/cpu-{number}", Host = host, Device = "cpu", Threads = 1 },
        TrialId = trialId,
    };
}
