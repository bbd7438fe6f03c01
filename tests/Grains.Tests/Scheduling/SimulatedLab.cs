using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Grains.Scheduling;
using Microsoft.Extensions.Logging.Abstractions;

namespace FastOde.Grains.Tests.Scheduling;

/// <summary>
/// A lab on a clock of its own: the scheduler and the boards of experiments are the product's, hosts, trials and what passes between
/// them are played. After everything that happens it checks that no slot is idle that somebody may use, and that no GPU has more
/// trials than fit into it.
/// </summary>
internal sealed class SimulatedLab
{
    private const int Retries = 2;

    private static readonly TimeSpan Call = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Saving = TimeSpan.FromSeconds(1);

    public static readonly SchedulingTimes Times = new() { Heartbeat = TimeSpan.FromSeconds(5) };

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Order)> events = new();
    private readonly SortedDictionary<string, SimulatedHost> hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<long, SimulatedExperiment> experiments = [];
    private readonly Dictionary<string, SimulatedTrial> trials = [];
    private readonly Dictionary<long, int> passing = [];
    private readonly Dictionary<string, (string SlotId, DateTimeOffset At)> failedOn = [];
    private readonly Random random;
    private readonly int? userTrials;
    private long order;

    public SimulatedLab(int seed, int? userTrials)
    {
        (random, this.userTrials) = (new(seed), userTrials);
        Scheduler = new(new QueuePolicy(userTrials), Times, NullLogger.Instance);
    }

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; private set; } = Start;

    public SlotScheduler Scheduler { get; }

    public IEnumerable<SimulatedExperiment> Experiments => experiments.Values;

    /// <summary>The slots that were there from when to when.</summary>
    public List<(DateTimeOffset From, DateTimeOffset Until)> Capacity { get; } = [];

    /// <summary>Which experiment was given a slot, after so many others of its priority had been while it waited without one.</summary>
    public Dictionary<long, int> PassedOver { get; } = [];

    /// <summary>How soon each attempt after one that failed was given a slot, and whether it was the same one.</summary>
    public List<(TimeSpan Wait, bool IsSameSlot)> TriedAgain { get; } = [];

    /// <summary>How long trials of an experiment waited at most for their first slot.</summary>
    public Dictionary<long, TimeSpan> LongestWait { get; } = [];

    /// <summary>Most trials that ever were on one GPU together.</summary>
    public int MostShared { get; private set; }

    /// <summary>Has something happen.</summary>
    public void At(DateTimeOffset moment, Action happening) => events.Enqueue(happening, (moment, order++));

    /// <summary>An experiment comes in.</summary>
    public void Submit(SimulatedExperiment experiment)
    {
        experiments.Add(experiment.Id, experiment);
        foreach (var trial in experiment.Trials)
            trials.Add(trial.Id, trial);
        Queue(experiment);
    }

    /// <summary>A host with slots comes up and gives signs of life.</summary>
    public void Raise(string name, int slots, int gpus = 0)
    {
        var host = hosts[name] = new(name, slots, Now, gpus);
        Beat(host);
    }

    /// <summary>A host goes away. Without notice its attempts lose what they have not saved, and the scheduler hears nothing of it.</summary>
    public void Drop(string name, bool inOrder)
    {
        hosts.Remove(name, out var host);
        Capacity.AddRange(Enumerable.Repeat((host!.Since, Now), host.Slots.Count));
        if (inOrder)
            Scheduler.Forget(host.Slots.Select(slot => slot.SlotId));
        foreach (var slot in host.Slots)
        {
            if (host.Running.Remove(slot.SlotId, out var trial) && inOrder)
                Return(trial, slot.SlotId);
            else if (trial is not null)
                Break(trial);
        }

        Assign();
    }

    /// <summary>Runs until every experiment has ended.</summary>
    public void Run()
    {
        while (experiments.Count == 0 || experiments.Values.Any(experiment => experiment.IsUnfinished))
        {
            Assert.True(events.TryDequeue(out var happening, out var when), "nothing more happens, and not everything has ended");
            Now = when.At;
            happening();
        }

        foreach (var host in hosts.Values)
            Capacity.AddRange(Enumerable.Repeat((host.Since, Now), host.Slots.Count));
    }

    private void Beat(SimulatedHost host)
    {
        if (hosts.GetValueOrDefault(host.Name) != host)
            return;
        Scheduler.Hear(host.Report(), Now);
        Assign();
        At(Now + Times.Heartbeat, () => Beat(host));
    }

    private void Queue(SimulatedExperiment experiment)
    {
        foreach (var trialId in experiment.ToStart())
        {
            Scheduler.Line.Add(trialId, experiment.Terms, trials[trialId].Need);
            trials[trialId].Queued = Now;
        }

        Assign();
    }

    private void Assign()
    {
        var plan = Scheduler.Assign(Now);
        foreach (var offer in plan.Offers)
        {
            NotePassing(offer);
            At(Now + Call, () => Answer(offer));
        }

        foreach (var yield in plan.Yields)
            At(Now + Call, () => Ask(yield));
        AssertNoneIdle();
    }

    private void Answer(SlotOffer offer)
    {
        var trial = trials[offer.TrialId];
        if (random.Next(200) == 0)
        {
            // The call was lost, and the trial stands in line again.
            Scheduler.Doubt(offer);
            Scheduler.Line.Add(trial.Id, Of(trial).Terms, trial.Need);
        }
        else if (!hosts.TryGetValue(offer.SlotId.Split('/')[0], out var host))
        {
            Scheduler.Doubt(offer);
            Scheduler.Line.Add(trial.Id, Of(trial).Terms, trial.Need);
        }
        else
        {
            if (failedOn.Remove(trial.Id, out var failure))
                TriedAgain.Add((Now - Call - failure.At, offer.SlotId == failure.SlotId));
            var (runs, fails) = trial.Begin(offer.SlotId, Now);
            var wait = Now - trial.Queued;
            if (trial.Epoch == 1 && wait > LongestWait.GetValueOrDefault(Of(trial).Id))
                LongestWait[Of(trial).Id] = wait;
            trial.Shares = offer.Shares;
            host.Running.Add(offer.SlotId, trial);
            AssertWithinMemory(host);
            Of(trial).Note(trial, TrialState.Running);
            Scheduler.Accept(offer, Now);
            var epoch = trial.Epoch;
            At(Now + runs, () => End(trial, epoch, fails));
        }

        Assign();
    }

    private void End(SimulatedTrial trial, int epoch, bool fails)
    {
        if (trial.Epoch != epoch || trial.SlotId is not { } slotId)
            return;
        hosts[slotId.Split('/')[0]].Running.Remove(slotId);
        if (fails)
            trial.Fail(Now, Retries);
        else
            trial.Complete();
        Of(trial).Note(trial, trial.Ended == 0 ? TrialState.Queued : fails ? TrialState.Failed : TrialState.Completed);
        Leave(trial, slotId, fails);
    }

    private void Ask(SlotYield yield)
    {
        var trial = trials[yield.TrialId];
        if (trial.SlotId != yield.SlotId)
        {
            Scheduler.Withdraw(yield);
            return;
        }

        var epoch = trial.Epoch;
        At(Now + Saving, () =>
        {
            if (trial.Epoch != epoch || trial.SlotId is not { } slotId)
                return;
            hosts[slotId.Split('/')[0]].Running.Remove(slotId);
            Return(trial, slotId);
        });
    }

    /// <summary>A trial has saved all that it has done, and waits again.</summary>
    private void Return(SimulatedTrial trial, string slotId)
    {
        trial.GiveWay(Now);
        Of(trial).Note(trial, TrialState.Queued);
        Leave(trial, slotId);
    }

    /// <summary>Nobody tells how the attempt of a trial ended; its lease runs out.</summary>
    private void Break(SimulatedTrial trial)
    {
        trial.Lose(Now);
        At(Now + Times.Lease, () =>
        {
            Of(trial).Note(trial, TrialState.Queued);
            Queue(Of(trial));
        });
    }

    private void Leave(SimulatedTrial trial, string slotId, bool hasFailed = false)
    {
        Scheduler.Release(slotId, trial.Id, null, Now, hasFailed);
        if (hasFailed)
            failedOn[trial.Id] = (slotId, Now);
        trial.Queued = Now;
        Queue(Of(trial));
    }

    private SimulatedExperiment Of(SimulatedTrial trial) => experiments[TrialId.ExperimentOf(trial.Id)!.Value];

    /// <summary>Everybody else of the priority who waits without a slot, and may have one, was passed over once more.</summary>
    private void NotePassing(SlotOffer offer)
    {
        var given = experiments[TrialId.ExperimentOf(offer.TrialId)!.Value];
        passing[given.Id] = 0;
        foreach (var waiting in Scheduler.Line.Experiments.Where(waiting => waiting.Id != given.Id && waiting.Terms.Priority == given.Terms.Priority))
        {
            if (Held(experiment => experiment.Id == waiting.Id) > 0 || !May(waiting))
                passing[waiting.Id] = 0;
            else
                PassedOver[waiting.Id] = Math.Max(PassedOver.GetValueOrDefault(waiting.Id), passing[waiting.Id] = passing.GetValueOrDefault(waiting.Id) + 1);
        }
    }

    private void AssertNoneIdle()
    {
        List<SlotEntry> free = [.. Scheduler.Slots.Where(slot => slot.IsFree)];
        if (free.Count == 0)
            return;
        var ledger = new SimulatedLedger(Scheduler, trial => experiments[TrialId.ExperimentOf(trial)!.Value].Terms.Priority);
        foreach (var waiting in Scheduler.Line.Experiments.Where(May))
        {
            foreach (var slot in free)
            {
                if (waiting.Trials.FirstOrDefault(trial => Scheduler.MayTake(trial.Id, slot, Now) && ledger.Fits(trial, slot)) is { } idle)
                    Assert.Fail($"slot {slot.Slot.SlotId} is idle at {Now - Start}, and trial {idle.Id} may use it");
            }
        }

        foreach (var gathered in ledger.GatheredFor)
        {
            var trial = trials[gathered];
            Assert.True(Of(trial).Terms.Priority > 0 || Now - trial.Queued >= Times.Passing, $"a GPU is gathered for trial {gathered}, which waits since {trial.Queued - Start}, at {Now - Start}");
        }
    }

    private void AssertWithinMemory(SimulatedHost host)
    {
        foreach (var gpu in host.Gpus)
        {
            List<GpuShare> shares = [.. host.Running.Values.SelectMany(trial => trial.Shares).Where(share => share.Key == gpu.Key)];
            Assert.InRange(shares.Sum(share => share.Memory), 0, gpu.Memory);
            MostShared = Math.Max(MostShared, shares.Count);
        }
    }

    private bool May(WaitingExperiment waiting) =>
        Held(experiment => experiment.Id == waiting.Id) < (waiting.Terms.ConcurrentTrials ?? int.MaxValue)
        && (waiting.Terms.User is not { } user || Held(experiment => experiment.Terms.User == user) < (userTrials ?? int.MaxValue));

    private int Held(Predicate<SimulatedExperiment> isMeant) =>
        Scheduler.Slots.Count(slot => TrialId.ExperimentOf(slot.TrialId) is { } id && isMeant(experiments[id]));
}
