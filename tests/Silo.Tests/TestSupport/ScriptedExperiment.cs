using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Contracts.Trials;
using FastOde.Specs;

namespace FastOde.Silo.Tests.TestSupport;

/// <summary>An experiment that stands as a test says and tells its observers what the test tells it.</summary>
internal sealed class ScriptedExperiment(ExperimentSummary summary, params TrialSummary[] trials) : IExperimentGrain
{
    private readonly TaskCompletionSource subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IExperimentObserver> observers = [];

    public ExperimentSummary State { get; set; } = summary;

    public IReadOnlyList<TrialSummary> Stored { get; set; } = trials;

    /// <summary>Ends when somebody listens.</summary>
    public Task Subscribed => subscribed.Task;

    public int Listeners => observers.Count;

    public Task Start() => Task.CompletedTask;

    public Task Pause() => Task.CompletedTask;

    public Task Resume() => Task.CompletedTask;

    public Task Cancel() => Task.CompletedTask;

    public Task SetLimits(LimitsSpec limits) => Task.CompletedTask;

    public Task Refresh() => Task.CompletedTask;

    public Task<ExperimentSummary> Extend(Extension extension) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> Propose(Proposal proposal) => throw new NotSupportedException();

    public Task<int> RerunFailed() => throw new NotSupportedException();

    public Task Retry(string trialId) => throw new NotSupportedException();

    public Task<ExperimentSummary> Summary() => Task.FromResult(State);

    public Task<IReadOnlyList<TrialSummary>> Trials() => Task.FromResult(Stored);

    public Task<IReadOnlyList<TrialSummary>> TrialsOf(IReadOnlyList<int> numbers) => throw new NotSupportedException();

    public Task<TrialTerms> Terms() => throw new NotSupportedException();

    public Task<bool> Subscribe(IExperimentObserver observer, ExperimentInterest interest)
    {
        var wasKnown = observers.Contains(observer);
        if (!wasKnown)
            observers.Add(observer);
        subscribed.TrySetResult();
        return Task.FromResult(wasKnown);
    }

    public Task Unsubscribe(IExperimentObserver observer)
    {
        observers.Remove(observer);
        return Task.CompletedTask;
    }

    public Task TrialChanged(TrialSummary trial) => Task.WhenAll(observers.Select(observer => observer.Changed(new ExperimentChanges { Trials = [trial] })));

    public Task MetricsAdded(string trialId, IReadOnlyList<MetricPoint> points) => Task.CompletedTask;

    public Task EvaluationsAdded(IReadOnlyList<EvaluationRecord> rows) => Task.CompletedTask;

    /// <summary>Ends the experiment and says so.</summary>
    public Task End(params TrialSummary[] trials)
    {
        State = State with { State = ExperimentState.Completed };
        Stored = trials;
        return Task.WhenAll(observers.Select(observer => observer.Changed(new ExperimentChanges { Experiment = State })).ToList());
    }
}
