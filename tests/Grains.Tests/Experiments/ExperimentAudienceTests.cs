using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Experiments;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace FastOde.Grains.Tests.Experiments;

public sealed class ExperimentAudienceTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ExperimentAudience audience;
    private readonly ObservedChanges observer = new();

    public ExperimentAudienceTests() => audience = new(time);

    [Fact]
    public async Task Tell_Interests_SendNothingElse()
    {
        var (everything, one, summary) = (new ObservedChanges(), new ObservedChanges(), new ObservedChanges());
        audience.Subscribe(everything, ExperimentInterest.Everything);
        audience.Subscribe(one, new() { Trials = ["1-2"], Points = ["1-1"], Evaluations = [] });
        audience.Subscribe(summary, ExperimentInterest.Summary);
        audience.Add(Trial(1));
        audience.Add(Trial(2));
        audience.Add(Points("1-1"));
        audience.Add(Points("1-2"));
        audience.Add(new ExperimentChanges { Evaluations = [Row("1-1")] });

        await audience.Tell(Fail);

        Assert.Equal((2, 2, 1), (everything.Trials.Count, everything.Metrics.Count, everything.Evaluations.Count));
        Assert.Equal(["1-2"], one.Trials.Select(trial => trial.Id));
        Assert.Equal((1, 0), (one.Metrics.Count, one.Evaluations.Count));
        Assert.Equal((1, 1, 0), (everything.Messages, one.Messages, summary.Messages));
    }

    [Fact]
    public async Task Subscribe_ANewObserver_IsToldHowTheExperimentStands()
    {
        var now = Sample.Experiment();
        audience.Subscribe(observer, ExperimentInterest.Summary, now);
        await audience.Tell(Fail);
        audience.Subscribe(observer, ExperimentInterest.Summary, now);
        await audience.Tell(Fail);

        Assert.Equal(1, observer.Messages);
    }

    [Fact]
    public async Task Tell_ManyChangesOfOneTrial_SendsTheLatestInOneMessage()
    {
        audience.Subscribe(observer, ExperimentInterest.AllTrials);
        for (var step = 1; step <= 50; step++)
            audience.Add(Trial(1) with { Step = step });

        await audience.Tell(Fail);
        await audience.Tell(Fail);

        Assert.Equal((1, 50), (observer.Messages, Assert.Single(observer.Trials).Step));
    }

    [Fact]
    public void Subscribe_Again_SaysWhetherItWasKnown()
    {
        Assert.False(audience.Subscribe(observer, ExperimentInterest.Everything));
        time.Advance(TimeSpan.FromSeconds(90));
        Assert.True(audience.Subscribe(observer, ExperimentInterest.Summary));
        time.Advance(TimeSpan.FromSeconds(121));
        Assert.False(audience.Subscribe(observer, ExperimentInterest.Everything));
    }

    [Fact]
    public async Task Tell_ObserverThatIsGone_ForgetsItAndTellsTheOthers()
    {
        List<Exception> faults = [];
        audience.Subscribe(new GoneObserver(), ExperimentInterest.Everything);
        audience.Subscribe(observer, ExperimentInterest.Everything);
        audience.Add(Trial(1));
        await audience.Tell(faults.Add);
        audience.Add(Trial(2));
        await audience.Tell(faults.Add);

        Assert.Equal((2, 1), (observer.Trials.Count, faults.Count));
    }

    [Fact]
    public async Task Tell_SubscriptionThatNobodyRenews_Ends()
    {
        audience.Subscribe(observer, ExperimentInterest.Everything);
        time.Advance(TimeSpan.FromMinutes(3));
        audience.Add(Trial(1));
        await audience.Tell(Fail);

        Assert.True(audience.IsEmpty);
        Assert.Equal(0, observer.Messages);
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
