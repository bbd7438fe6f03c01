using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;

namespace FastOde.TestSupport;

/// <summary>A running experiment that tells its observers what a test says, and remembers what it was asked to do.</summary>
public sealed class FakeExperimentGrain(FakeResults results) : IExperimentGrain
{
    public List<IExperimentObserver> Observers { get; } = [];

    public List<string> Commands { get; } = [];

    /// <summary>Who asked for the commands.</summary>
    public List<Caller?> Callers { get; } = [];

    public int Subscriptions { get; private set; }

    public Exception? Failure { get; set; }

    public Task Start() => Command("start", ExperimentState.Running);

    public Task Pause() => Command("pause", ExperimentState.Paused);

    public Task Resume() => Command("resume", ExperimentState.Running);

    public Task Cancel() => Command("cancel", ExperimentState.Cancelled);

    public Task SetLimits(LimitsSpec limits) => Command(FormattableString.Invariant($"limits {limits.ConcurrentTrials} {limits.Retries} {limits.Priority}"), ExperimentState.Running);

    public Task Refresh() => Tell(new ExperimentChanges { Experiment = results.Experiments[0] });

    public async Task<ExperimentSummary> Extend(Extension extension)
    {
        await Command($"extend: {extension}", ExperimentState.Running);
        return await Summary();
    }

    public async Task<IReadOnlyList<string>> Propose(Proposal proposal)
    {
        await Command($"propose {proposal.Assignments.Count}", ExperimentState.Running);
        return [];
    }

    public async Task<int> RerunFailed()
    {
        await Command("rerun", ExperimentState.Running);
        return results.Trials.RemoveAll(trial => trial.State == TrialState.Failed);
    }

    public Task Retry(string trialId) => Command($"retry {trialId}", ExperimentState.Running);

    public Task<ExperimentSummary> Summary() => Failure is null ? Task.FromResult(results.Experiments.Single()) : Task.FromException<ExperimentSummary>(Failure);

    public Task<IReadOnlyList<TrialSummary>> Trials() =>
        Failure is null ? Task.FromResult<IReadOnlyList<TrialSummary>>(results.Trials) : Task.FromException<IReadOnlyList<TrialSummary>>(Failure);

    public Task<IReadOnlyList<TrialSummary>> TrialsOf(IReadOnlyList<int> numbers) => throw new NotSupportedException();

    public Task<TrialTerms> Terms() => throw new NotSupportedException();

    public ExperimentInterest? Interest { get; private set; }

    public Task<bool> Subscribe(IExperimentObserver observer, ExperimentInterest interest)
    {
        if (Failure is not null)
            return Task.FromException<bool>(Failure);

        Subscriptions++;
        Interest = interest;
        var wasKnown = Observers.Contains(observer);
        if (!wasKnown)
            Observers.Add(observer);

        return Task.FromResult(wasKnown);
    }

    public Task Unsubscribe(IExperimentObserver observer)
    {
        Observers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task TrialChanged(TrialSummary trial) => Tell(new ExperimentChanges { Trials = [trial] });

    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points) => Tell(new ExperimentChanges { Points = new Dictionary<string, IReadOnlyList<MetricPoint>> { [trialId] = points } });

    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows) => Tell(new ExperimentChanges { Evaluations = rows });

    public Task Tell(ExperimentChanges changes) => Task.WhenAll(Observers.ToList().Select(observer => observer.Changed(changes)));

    private Task Command(string name, ExperimentState state)
    {
        if (Failure is not null)
            return Task.FromException(Failure);

        Commands.Add(name);
        Callers.Add(CallerContext.Take());
        results.Experiments[0] = results.Experiments[0] with { State = state };
        return Task.CompletedTask;
    }
}
