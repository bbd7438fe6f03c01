using FastOde.Contracts.Experiments;
using FastOde.Contracts.Results;
using FastOde.Grains.Tests.TestSupport;
using FastOde.Specs;

namespace FastOde.Grains.Tests.Experiments;

/// <summary>Experiments whose assignments a program proposes.</summary>
public sealed class ExperimentProposalTests : IDisposable
{
    private const string Search = """
        name: mine
        seeds: [3, 1]
        trial: { function: branin }
        search: { sampler: external, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } }, constraints: [x1 < x2] }
        objective: { metric: value, direction: minimize }
        """;

    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Propose_BatchAfterBatch_TriesEachAssignmentWithEverySeed()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var id = await silo.Submit(Search);
        var empty = await silo.Reaches(id, ExperimentState.Completed);

        var first = await silo.Experiment(id).Propose(Points("a", (1, 2), (3, 4)));
        await silo.Reaches(id, ExperimentState.Completed);
        var second = await silo.Experiment(id).Propose(Points("b", (-3.14, 12.27)));
        var ended = await silo.Reaches(id, ExperimentState.Completed);

        Assert.Equal((0, 6, 6), (empty.TrialCount, ended.TrialCount, ended.CompletedTrials));
        Assert.Equal([$"{id}-1", $"{id}-2"], first);
        Assert.Equal([$"{id}-5"], second);
        var trials = await silo.Results.Trials(id, Cancellation);
        Assert.Equal([3, 3, 1, 1, 3, 1], trials.Select(trial => trial.Seed));
        Assert.Equal([1, 3, 1, 3, -3.14, -3.14], trials.Select(trial => trial.Parameters["x1"].Number!.Value));
        Assert.InRange(trials[4].ObjectiveValue!.Value, 0.39, 0.41);
    }

    [Fact]
    public async Task Propose_UnderAKeyThatIsStored_AddsNothingMoreAndAnswersTheSame()
    {
        await using var silo = await TestSilo.Start(directory.Path);
        var id = await silo.Submit(Search);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => silo.Experiment(id).Propose(Points("mine", (1, 2)))));
        await silo.Experiment(id).Propose(Points("other", (2, 3)));
        var later = await silo.Experiment(id).Propose(Points("mine", (1, 2)));

        Assert.All(answers.Append(later), answer => Assert.Equal([$"{id}-1"], answer));
        Assert.Equal(4, (await silo.Reaches(id, ExperimentState.Completed)).TrialCount);
    }

    [Fact]
    public async Task Propose_ThenMoreSeedsAndARestart_GoesOnWithAllOfThem()
    {
        long id;
        await using (var silo = await TestSilo.Start(directory.Path, slots: 0))
        {
            id = await silo.Submit(Search);
            await silo.Experiment(id).Propose(Points("a", (1, 2), (3, 4)));
            await silo.Experiment(id).Extend(new() { Key = "seeds", Seeds = 1 });
            await silo.Experiment(id).Propose(Points("b", (5, 6)));
        }

        await using var next = await TestSilo.Start(directory.Path);
        await next.Experiment(id).Resume();
        await next.Experiment(id).Start();

        Assert.Equal(9, (await next.Reaches(id, ExperimentState.Completed)).CompletedTrials);
        Assert.Equal([3, 3, 1, 1, 4, 4, 3, 1, 4], (await next.Results.Trials(id, Cancellation)).Select(trial => trial.Seed));
    }

    [Theory]
    [InlineData("x3", 1.0, "x3 is not searched; the keys of search.space are x1, x2")]
    [InlineData("x1", 11.0, "x1 cannot be 11 by search.space")]
    [InlineData("x1", 9.0, "it does not meet search.constraints")]
    [InlineData("x2", null, "x2 is missing")]
    [InlineData("x1", 1.0, "it was proposed before")]
    public async Task Propose_OfWhatCannotBeTried_IsRefusedWithAssignmentAndReason(string key, double? value, string reason)
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        var id = await silo.Submit(Search);
        await silo.Experiment(id).Propose(Points("a", (1, 4)));
        var bad = new Dictionary<string, ParameterValue>(Point(1, 4));
        if (value is { } number)
            bad[key] = ParameterValue.Of(number);
        else
            bad.Remove(key);

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() =>
            silo.Experiment(id).Propose(new() { Key = "b", Assignments = [Point(2, 4), bad] }));

        Assert.StartsWith("Assignment 2 of the proposal (", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Single((await silo.Results.Experiment(id, Cancellation))!.Additions);
    }

    [Fact]
    public async Task Propose_OfATrainingThatCannotBe_IsRefusedWithTheKey()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        var id = await silo.Submit("name: a\ntrial: { path: cosine }\nsearch: { sampler: external, space: { method.kind: { values: [flow-matching, mean-flow] } } }");

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() =>
            silo.Experiment(id).Propose(new() { Key = "b", Assignments = [new Dictionary<string, ParameterValue> { ["method.kind"] = ParameterValue.Of("mean-flow") }] }));

        Assert.Contains("path", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Propose_ToASamplerOfItsOwn_IsRefused()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        var id = await silo.Submit(Experiment.Functions(3));

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Propose(Points("a", (1, 2))));

        Assert.Contains("search.sampler: external", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extend_ByTrials_SaysThatAProgramProposesThem()
    {
        await using var silo = await TestSilo.Start(directory.Path, slots: 0);
        var id = await silo.Submit(Search);

        var refusal = await Assert.ThrowsAsync<ExperimentRefusedException>(() => silo.Experiment(id).Extend(new() { Key = "a", Trials = 3 }));

        Assert.Contains("let it propose more", refusal.Message, StringComparison.Ordinal);
    }

    private static Proposal Points(string key, params (double X1, double X2)[] points) =>
        new() { Key = key, Assignments = [.. points.Select(point => Point(point.X1, point.X2))] };

    private static Dictionary<string, ParameterValue> Point(double x1, double x2) =>
        new() { ["x1"] = ParameterValue.Of(x1), ["x2"] = ParameterValue.Of(x2) };
}
