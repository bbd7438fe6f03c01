using FastOde.Contracts.Access;
using FastOde.Contracts.Experiments;
using FastOde.Specs;

namespace FastOde.TestSupport;

/// <summary>Takes every spec but those with the word <c>wrong</c>, whose line it names.</summary>
public sealed class FakeCatalogGrain : IExperimentCatalogGrain, ISpecReader
{
    public List<string> Submitted { get; } = [];

    public List<string> Keys { get; } = [];

    public Exception? Failure { get; set; }

    public SpecReading Read(string text, string source)
    {
        var line = text.Split('\n').ToList().FindIndex(one => one.Contains("wrong", StringComparison.Ordinal));
        return line < 0
            ? new SpecReading { Spec = new ExperimentSpec { Name = "valid", Trial = new TrialSpec(), Seeds = [0, 1, 2] }, Assignments = 1 }
            : new SpecReading { Problems = [new SpecProblem { Source = source, Line = line + 1, Key = "trial.wrong", Message = "unknown key" }] };
    }

    public TrialSpec Apply(TrialSpec trial, IReadOnlyDictionary<string, ParameterValue> parameters) => trial;

    public SweepEstimate? Estimated { get; set; }

    public Task<SweepEstimate?> Estimate(string text) => Task.FromResult(Estimated);

    public Task<SpecReading> Validate(string text, string source) => Task.FromResult(Read(text, source));

    public Task<SubmitOutcome> Submit(string text, string source, string key)
    {
        Keys.Add(key);
        if (Failure is not null)
            return Task.FromException<SubmitOutcome>(Failure);

        Submitted.Add(text);
        return Task.FromResult(new SubmitOutcome { ExperimentId = 7 });
    }

    public Task<IReadOnlyList<long>> ResumeUnfinished() => Task.FromResult<IReadOnlyList<long>>([]);

    public Task<IReadOnlyList<ExampleSpec>> Examples() => Task.FromResult<IReadOnlyList<ExampleSpec>>(
        [new ExampleSpec { Name = "two-gaussians", Text = "name: two-gaussians" }, new ExampleSpec { Name = "explained", Text = "# What curvature costs. And more.\n#\nname: explained" }, new ExampleSpec { Name = "mistaken", Text = "name: a\nwrong: 1" }]);

    /// <summary>What was asked for of experiments, and by whom.</summary>
    public List<(string What, Caller? Caller)> Changes { get; } = [];

    public List<ICatalogObserver> Observers { get; } = [];

    public Task Edit(long experimentId, ExperimentEdit edit) => Change($"edit {experimentId}: {edit.Describe()}");

    public Task Archive(long experimentId) => Change($"archive {experimentId}");

    public Task Restore(long experimentId) => Change($"restore {experimentId}");

    public async Task<DateTimeOffset> Delete(long experimentId)
    {
        await Change($"delete {experimentId}");
        return DateTimeOffset.UnixEpoch.AddHours(2);
    }

    public Task Undelete(long experimentId) => Change($"undelete {experimentId}");

    public Task<bool> Subscribe(ICatalogObserver observer)
    {
        if (Failure is not null)
            return Task.FromException<bool>(Failure);

        var wasKnown = Observers.Contains(observer);
        if (!wasKnown)
            Observers.Add(observer);
        return Task.FromResult(wasKnown);
    }

    public Task NoticesAdded() => Task.WhenAll(Observers.ToList().Select(observer => observer.Noticed()));

    public Task Unsubscribe(ICatalogObserver observer)
    {
        Observers.Remove(observer);
        return Task.CompletedTask;
    }

    /// <summary>Tells everybody who watches that lists have changed.</summary>
    public Task Tell() => Task.WhenAll(Observers.ToList().Select(observer => observer.Changed()));

    private Task Change(FormattableString what)
    {
        if (Failure is not null)
            return Task.FromException(Failure);

        Changes.Add((FormattableString.Invariant(what), CallerContext.Take()));
        return Task.CompletedTask;
    }
}
