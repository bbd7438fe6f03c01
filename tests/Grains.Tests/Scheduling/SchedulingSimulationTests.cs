using FastOde.Contracts.Trials;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>
/// 10,000 trials of random lengths on hosts that come and go, with failures, lost calls, priorities, limits and pre-emption, through
/// the scheduler of the product and the boards of its experiments.
/// </summary>
public sealed class SchedulingSimulationTests
{
    private const int Hosts = 8;
    private const int SlotsOfAHost = 4;
    private const int UserTrials = 16;

    /// <summary>A checkpoint of the trial that gives way, and as long again as it takes to notice that its host is gone.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly string[] Users = ["anna", "berta", "carl"];

    private readonly Random random = new(20261130);
    private readonly SimulatedLab lab = new(seed: 7, UserTrials);
    private long submitted;

    [Fact]
    public void Schedule_OfTenThousandTrials_IsWithinTwoPercentOfTheBoundAndStarvesNobody()
    {
        for (var host = 0; host < Hosts; host++)
            PlanHost($"host{host}");
        Submit(0, 2500, new());
        Submit(0, 1500, new() { User = "dora" });
        for (var study = 0; study < 20; study++)
            Submit(0, 150, new() { User = Users[study % Users.Length], Priority = study % 4 == 0 ? 1 : 0, ConcurrentTrials = study % 5 == 0 ? 3 : null });
        for (var study = 0; study < 24; study++)
            Submit(study * 900, 100, new() { User = Users[study % Users.Length] });
        List<SimulatedExperiment> urgent = [.. Enumerable.Range(1, 20).Select(number => Submit(number * 1000, 30, new() { Priority = 10, ConcurrentTrials = 6 }))];

        lab.Run();

        var trials = lab.Experiments.SelectMany(experiment => experiment.Trials).ToList();
        Assert.Equal(10_000, trials.Count);
        Assert.All(trials, trial => Assert.Equal(1, trial.Ended));
        Assert.InRange(trials.Count(trial => trial.GaveWay > 0), 100, 2000);
        Assert.InRange(trials.Count(trial => trial.Failed == 3), 20, 500);
        Assert.All(trials.Where(trial => trial.Failed < 3), trial => Assert.Equal(trial.Work, trial.Saved));

        var bound = Bound(trials.Sum(trial => (trial.Saved + trial.Lost).TotalSeconds));
        Assert.InRange((lab.Now - SimulatedLab.Start).TotalSeconds, bound, 1.02 * bound);
        Assert.All(lab.TriedAgain.Where(again => again.IsSameSlot), again => Assert.InRange(again.Wait, SimulatedLab.Times.FirstRest, TimeSpan.MaxValue));
        Assert.InRange(lab.TriedAgain.Count(again => !again.IsSameSlot), 500, 2000);
        Assert.All(lab.PassedOver.Values, times => Assert.InRange(times, 0, (int)submitted));
        Assert.All(urgent, experiment => Assert.InRange(lab.LongestWait[experiment.Id], TimeSpan.Zero, Soon));
    }

    [Fact]
    public void Schedule_OfTrialsThatShareGpus_NeverOvercommitsOneAndStarvesNobodyThatNeedsItWhole()
    {
        for (var host = 0; host < Hosts; host++)
            PlanHost($"host{host}", slots: 6, gpus: host % 4 == 0 ? 0 : 2);
        var small = Gpu(10);
        for (var study = 0; study < 12; study++)
            Submit(0, 500, new() { User = Users[study % Users.Length] }, small with { Memory = (5L + (5 * (study % 5))) << 30 });
        Submit(0, 1500, new());
        Submit(0, 1000, new(), small with { Device = "auto" });
        for (var study = 0; study < 12; study++)
            Submit(study * 900, 100, new() { User = Users[study % Users.Length] }, small);
        List<SimulatedExperiment> whole = [.. Enumerable.Range(1, 40).Select(number => Submit(number * 400, 5, new() { ConcurrentTrials = 1 }, small with { Memory = null }))];
        List<SimulatedExperiment> both = [.. Enumerable.Range(1, 10).Select(number => Submit(number * 1500, 5, new() { ConcurrentTrials = 1 }, small with { Memory = null, Count = 2 }))];
        List<SimulatedExperiment> urgent = [.. Enumerable.Range(1, 5).Select(number => Submit(number * 3000, 10, new() { Priority = 10, ConcurrentTrials = 2 }, small with { Memory = null }))];

        lab.Run();

        var trials = lab.Experiments.SelectMany(experiment => experiment.Trials).ToList();
        Assert.Equal(10_000, trials.Count);
        Assert.All(trials, trial => Assert.Equal(1, trial.Ended));
        Assert.All(trials.Where(trial => trial.Failed < 3), trial => Assert.Equal(trial.Work, trial.Saved));
        Assert.All(whole.Concat(both), experiment => Assert.InRange(lab.LongestWait[experiment.Id], TimeSpan.Zero, TimeSpan.FromMinutes(45)));
        Assert.All(urgent, experiment => Assert.InRange(lab.LongestWait[experiment.Id], TimeSpan.Zero, Soon));
        Assert.InRange(lab.MostShared, 4, 16);
    }

    /// <summary>
    /// The least time in which the slots that were there can do so much work, however it is divided. List scheduling needs at
    /// most the longest trial more.
    /// </summary>
    private double Bound(double work)
    {
        var changes = lab.Capacity.SelectMany(span => new[] { (At: Seconds(span.From), Slots: 1), (At: Seconds(span.Until), Slots: -1) })
            .OrderBy(change => change.At);
        var (now, slots, done) = (0.0, 0, 0.0);
        foreach (var change in changes)
        {
            var more = slots * (change.At - now);
            if (done + more >= work)
                return now + ((work - done) / slots);
            (now, done, slots) = (change.At, done + more, slots + change.Slots);
        }

        throw new InvalidOperationException($"{work} s of work were done in {done} s of slots");
    }

    private static double Seconds(DateTimeOffset moment) => (moment - SimulatedLab.Start).TotalSeconds;

    private static GpuNeed Gpu(int gibibytes) => new() { Device = "cuda", Memory = (long)gibibytes << 30 };

    private SimulatedExperiment Submit(int at, int trials, SlotTerms terms, GpuNeed? need = null)
    {
        var id = ++submitted;
        var experiment = new SimulatedExperiment(id, terms, [.. Enumerable.Range(1, trials).Select(number => Trial($"{id}-{number}", need))]);
        lab.At(SimulatedLab.Start + TimeSpan.FromSeconds(at), () => lab.Submit(experiment));
        return experiment;
    }

    /// <summary>Half a minute to ten minutes, most of them short; one in ten has an attempt that fails, one in a hundred all.</summary>
    private SimulatedTrial Trial(string id, GpuNeed? need) => new(
        id,
        TimeSpan.FromSeconds(30 * Math.Pow(20, Math.Pow(random.NextDouble(), 2))),
        random.Next(100) switch { 0 => 3, < 10 => 1, _ => 0 })
    {
        Need = need,
    };

    /// <summary>Up for about three hours, away for about ten minutes, every other time without notice.</summary>
    private void PlanHost(string name, int slots = SlotsOfAHost, int gpus = 0)
    {
        var at = SimulatedLab.Start;
        for (var time = 0; time < 40; time++)
        {
            var down = at + TimeSpan.FromMinutes(60 + (240 * random.NextDouble()));
            var inOrder = time % 2 == 0;
            lab.At(at, () => lab.Raise(name, slots, gpus));
            lab.At(down, () => lab.Drop(name, inOrder));
            at = down + TimeSpan.FromMinutes(1 + (20 * random.NextDouble()));
        }
    }
}
