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
        [new ExampleSpec { Name = "two-gaussians", Text = "name: two-gaussians" }, new ExampleSpec { Name = "mistaken", Text = "name: a\nwrong: 1" }]);
}
