using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Specs;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;
using FastOde.Storage.Experiments;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Searches that begin with what earlier experiments have found.</summary>
public sealed class EarlierExperimentsSearchTests : IDisposable
{
    private const string First = """
        name: first
        seeds: [0, 1]
        trial: { function: zdt1, x3: 0.5 }
        search: { sampler: sobol, trials: 16, space: { x1: { min: 0, max: 1 }, x2: { min: 0, max: 1 } } }
        objective: { metric: f1, direction: minimize }
        """;

    private const string Second = """
        name: second
        trial: { function: zdt1, x3: 0.5 }
        search: { sampler: tpe, trials: 6, from: [1], space: { x1: { min: 0, max: 0.8 }, x2: { min: 0, max: 1 } } }
        objective: { metric: f2, direction: minimize }
        """;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Submit_WithFrom_StoresWhatIsKnownAndComputesEverySuggestionFromIt()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 2);
        await silo.Submit(First);
        await silo.Reaches(1, ExperimentState.Completed);
        var first = await silo.Results.Trials(1, Cancellation);

        var id = await silo.Submit(Second);
        await silo.Reaches(id, ExperimentState.Completed);
        await silo.Experiment(1).Extend(new() { Key = "later", Trials = 8 });
        await silo.Reaches(1, ExperimentState.Completed);

        var earlier = await silo.Services.GetRequiredService<IExperimentStore>().Earlier(id, Cancellation);
        Assert.Equal(
            first.Where(trial => trial.Seed == 0 && trial.Parameters["x1"].Number <= 0.8).Select(trial => trial.Parameters["x1"].Number),
            earlier.Select(result => result.Parameters["x1"].Number));
        var rows = await silo.Results.Evaluations(TrialSelection.Of(1), Cancellation);
        Assert.All(earlier, result => Assert.Equal(
            rows.Single(row => row.Metric == "f2" && row.TrialId == first.First(trial => trial.Parameters["x1"] == result.Parameters["x1"]).Id).Value, result.Value));

        var spec = (await silo.Results.Experiment(id, Cancellation))!.Spec;
        var trials = await silo.Results.Trials(id, Cancellation);
        foreach (var trial in trials)
        {
            var pending = (await silo.Trial(trial.Id)).Pending!;
            var known = trials.Take(trial.Number - 1).ToDictionary(
                other => other.Number, other => pending.Contains(other.Number) ? other with { State = TrialState.Queued, ObjectiveValue = null } : other);
            Assert.Equal(trial.Assignment, ParameterLabel.Full(Assert.Single(new TrialPlanner(spec, earlier: earlier).Next(1, known)).Parameters));
        }

        Assert.NotEqual(
            trials.Select(trial => trial.Assignment), new TrialPlanner(spec).Next(6, PlannedTrials.Stored([])).Select(plan => ParameterLabel.Full(plan.Parameters)));
    }

    [Theory]
    [InlineData("from: [1]", "from: [1, 9]", "There is no experiment 9 in this database")]
    [InlineData("x2: { min: 0, max: 1 }", "x4: { min: 0, max: 1 }", "Experiment 1 does not search x4")]
    [InlineData(", x2: { min: 0, max: 1 }", "", "Experiment 1 searches x2")]
    [InlineData("zdt1", "sphere", "No trial of experiment 1 has completed with a value of value")]
    public async Task Submit_WithFromThatCannotBeLearnedFrom_IsRefusedWithTheReason(string written, string instead, string reason)
    {
        await using var silo = await TestSilo.Start(directory.Path);
        await silo.Submit(First);
        await silo.Reaches(1, ExperimentState.Completed);
        var text = Second.Replace(written, instead, StringComparison.Ordinal);
        if (instead == "sphere")
            text = text.Replace("f2", "value", StringComparison.Ordinal).Replace(", x3: 0.5", "", StringComparison.Ordinal);
        else if (instead.Length == 0 || instead.StartsWith("x4", StringComparison.Ordinal))
            text = text.Replace("x3: 0.5", "x2: 0.5, x3: 0.5", StringComparison.Ordinal);

        var catalog = silo.Grains.GetGrain<IExperimentCatalogGrain>(0);
        var reading = await catalog.Validate(text, "test");
        var outcome = await catalog.Submit(text, "test", SubmissionKey.New());

        Assert.Null(reading.Spec);
        Assert.Equal(outcome.Problems, reading.Problems);
        var problem = Assert.Single(outcome.Problems);
        Assert.Equal(("search.from", 3), (problem.Key, problem.Line));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await silo.Results.Experiments(new(), Cancellation)).Total);
    }
}
