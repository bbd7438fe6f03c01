using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Experiments;

public sealed class ExperimentAudienceTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ExperimentAudience _audience;
    private readonly ObservedChanges _observer = new();

    public ExperimentAudienceTests() => _audience = new(_time);

    [Fact]
    public async Task Tell_Interests_SendNothingElse()
    {
        ObservedChanges everything = new(), one = new(), summary = new();
        _audience.Subscribe(everything, ExperimentInterest.Everything);
        _audience.Subscribe(one, new() { Trials = ["1-2"], Points = ["1-1"], Evaluations = [] });
        _audience.Subscribe(summary, ExperimentInterest.Summary);
        _audience.Add(Trial(1));
        _audience.Add(Trial(2));
        _audience.Add(Points("1-1"));
        _audience.Add(Points("1-2"));
        _audience.Add(new ExperimentChanges { Evaluations = [Row("1-1")] });

        await _audience.Tell(Fail);

        Assert.Equal((2, 2, 1), (everything.Trials.Count, everything.Metrics.Count, everything.Evaluations.Count));
        Assert.Equal(["1-2"], one.Trials.Select(trial => trial.Id));
        Assert.Equal((1, 0), (one.Metrics.Count, one.Evaluations.Count));
        Assert.Equal((1, 1, 0), (everything.Messages, one.Messages, summary.Messages));
    }

    [Fact]
    public async Task Tell_ManyChangesOfOneTrial_SendsTheLatestInOneMessage()
    {
        _audience.Subscribe(_observer, ExperimentInterest.AllTrials);
        for (var step = 1; step <= 50; step++) _audience.Add(Trial(1) with { Step = step });

        await _audience.Tell(Fail);
        await _audience.Tell(Fail);

        Assert.Equal((1, 50), (_observer.Messages, Assert.Single(_observer.Trials).Step));
    }

    [Fact]
    public void Subscribe_Again_SaysWhetherItWasKnown()
    {
        Assert.False(_audience.Subscribe(_observer, ExperimentInterest.Everything));
        _time.Advance(TimeSpan.FromSeconds(90));
        Assert.True(_audience.Subscribe(_observer, ExperimentInterest.Summary));
        _time.Advance(TimeSpan.FromSeconds(121));
        Assert.False(_audience.Subscribe(_observer, ExperimentInterest.Everything));
    }

    [Fact]
    public async Task Tell_ObserverThatIsGone_ForgetsItAndTellsTheOthers()
    {
        List<Exception> faults = [];
        _audience.Subscribe(new GoneObserver(), ExperimentInterest.Everything);
        _audience.Subscribe(_observer, ExperimentInterest.Everything);
        _audience.Add(Trial(1));
        await _audience.Tell(faults.Add);
        _audience.Add(Trial(2));
        await _audience.Tell(faults.Add);

        Assert.Equal((2, 1), (_observer.Trials.Count, faults.Count));
    }

    [Fact]
    public async Task Tell_SubscriptionThatNobodyRenews_Ends()
    {
        _audience.Subscribe(_observer, ExperimentInterest.Everything);
        _time.Advance(TimeSpan.FromMinutes(3));
        _audience.Add(Trial(1));
        await _audience.Tell(Fail);

        Assert.True(_audience.IsEmpty);
        Assert.Equal(0, _observer.Messages);
    }

    private static void Fail(Exception error) => Assert.Fail(error.Message);

    private static TrialSummary Trial(int number) => new()
    {
        Id = $"1-{number}",
        ExperimentId = 1,
        Number = number,
        Parameters = new Dictionary<string, ParameterValue>(),
        Seed = 0,
        State = TrialState.Running,
        Iterations = 100,
    };

    private static ExperimentChanges Points(string trialId) =>
        new() { Points = new Dictionary<string, IReadOnlyList<MetricPoint>> { [trialId] = [new() { Name = "loss", Step = 1, Value = 1 }] } };

    private static EvaluationRecord Row(string trialId) =>
        new() { TrialId = trialId, Step = 1, Metric = "curvature", Solver = "euler", Number = 4, Steps = 4, Nfe = 4, Value = 1, Seconds = 0 };

    private sealed class GoneObserver : IExperimentObserver
    {
        public Task Changed(ExperimentChanges changes) => Task.FromException(new InvalidOperationException("gone"));
    }
}
