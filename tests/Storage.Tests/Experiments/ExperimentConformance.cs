using FastOde.Contracts.Results;
using FastOde.Specs;
using FastOde.Storage.Database;
using FastOde.Storage.Experiments;
using FastOde.Storage.Tests.TestSupport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FastOde.Storage.Tests.Experiments;

/// <summary>What every database must keep about experiments.</summary>
public abstract class ExperimentConformance : StoreConformance
{
    [Fact]
    public async Task Create_WholeSpec_ReadsBackEqual()
    {
        var spec = Sample.Spec();
        var id = await Fixture.Experiments.Create(spec, Sample.Plans(3), Cancellation);

        var detail = await Fixture.Experiments.Find(id, Cancellation);

        Assert.Equivalent(spec, detail!.Spec, strict: true);
        Assert.Equal(spec.Source, detail.Spec.Source);
        Assert.Equal(spec.Objective, detail.Summary.Objective);
        Assert.Equal((1, "two-gaussians", ExperimentState.Running, 3, 3), (detail.Summary.Id, detail.Summary.Name, detail.Summary.State, detail.Summary.TrialCount, detail.Summary.QueuedTrials));
        Assert.Equal(Fixture.Clock.GetUtcNow(), detail.Summary.CreatedAt);
    }

    [Fact]
    public async Task Create_WithoutObjective_ReadsBackNone()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec() with { Objective = null }, Sample.Plans(1), Cancellation);

        var detail = await Fixture.Experiments.Find(id, Cancellation);

        Assert.Null(detail!.Summary.Objective);
        Assert.Null(detail.Spec.Objective);
    }

    [Fact]
    public async Task Create_Parameters_KeepTheirOrderAndKind()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), [Sample.Plan(beta: 0.1 + 0.2, seed: 9)], Cancellation);

        var trial = Assert.Single(await Fixture.Experiments.Trials(id, Cancellation));

        Assert.Equal(Sample.Plan(0.1 + 0.2).Parameters.ToArray(), trial.Parameters.ToArray());
        Assert.Equal(("1-1", 9, TrialState.Queued, 4000, 0), (trial.Id, trial.Seed, trial.State, trial.Iterations, trial.Attempts));
    }

    [Fact]
    public async Task AddTrials_WithLongParameters_FindTheirAssignmentAgain()
    {
        var random = new Random(1);
        var text = string.Concat(Enumerable.Range(0, 9000).Select(_ => (char)random.Next('a', 'z')));
        var plan = Sample.Plan() with { Parameters = new Dictionary<string, ParameterValue> { ["a"] = ParameterValue.Of(text) } };
        var id = await Fixture.Experiments.Create(Sample.Spec(), 2, "key", submitter: null, Cancellation);

        await Fixture.Experiments.AddTrials(id, 1, [plan], Cancellation);
        await Fixture.Experiments.AddTrials(id, 2, [plan with { Seed = 1 }], Cancellation);

        await using var context = Fixture.Services.GetRequiredService<IDatabase>().CreateContext();
        Assert.Equal(1, await context.Assignments.CountAsync(Cancellation));
        Assert.All(await Fixture.Experiments.Trials(id, Cancellation), trial => Assert.Equal(plan.Parameters, trial.Parameters));
    }

    [Fact]
    public async Task Create_Trial_KeepsItsSpec()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), [Sample.Plan()], Cancellation);

        var trial = await Fixture.Trials.Find($"{id}-1", Cancellation);

        Assert.Equivalent(Sample.Trial(), trial!.Spec, strict: true);
    }

    [Fact]
    public async Task Create_Function_KeepsItsArgumentsInOrder()
    {
        var function = new TrialSpec() { Function = "branin", Arguments = new Dictionary<string, double> { ["b"] = 2, ["a"] = 0.1 } };
        var id = await Fixture.Experiments.Create(Sample.Spec(), [Sample.Plan() with { Spec = function }], Cancellation);

        var trial = await Fixture.Trials.Find($"{id}-1", Cancellation);

        Assert.Equal("branin", trial!.Spec.Function);
        Assert.Equal(["b", "a"], trial.Spec.Arguments.Keys);
    }

    [Fact]
    public async Task CreateFinished_Trial_HasEndedWithItsFile()
    {
        var file = new ArtifactRecord() { Kind = "checkpoint", Path = "artifacts/1/1/a", Step = 70, Bytes = 3, Sha256 = "ab" };
        string? named = null;

        var id = await Fixture.Experiments.CreateFinished(
            Sample.Spec(), Sample.Plan(), "from a file",
            trialId =>
            {
                named = trialId;
                return file;
            },
            Cancellation);

        Assert.Equal($"{id}-1", named);
        var summary = (await Fixture.Experiments.Find(id, Cancellation))!.Summary;
        Assert.Equal((ExperimentState.Completed, Fixture.Clock.GetUtcNow()), (summary.State, summary.EndedAt!.Value));
        var trial = (await Fixture.Trials.Find(named!, Cancellation))!;
        Assert.Equal((TrialState.Completed, 70, "from a file"), (trial.Summary.State, trial.Summary.Step, trial.Summary.Message));
        Assert.Equal(AttemptState.Completed, Assert.Single(trial.Attempts).State);
        Assert.Equal(file, Assert.Single(trial.Artifacts));
        Assert.Empty(await Fixture.Experiments.Unfinished(Cancellation));
    }

    [Fact]
    public async Task CreateFinished_FileThatCannotBeWritten_StoresNothing()
    {
        await Assert.ThrowsAsync<FormatException>(() => Fixture.Experiments.CreateFinished(
            Sample.Spec(), Sample.Plan(), "from a file", _ => throw new FormatException(), Cancellation));

        Assert.Null(await Fixture.Experiments.Find(1, Cancellation));
    }

    [Fact]
    public async Task AddTrials_BehindTheFirst_CompletesTheExperiment()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 4, "key", submitter: null, Cancellation);
        await Fixture.Experiments.AddTrials(id, 1, Sample.Plans(2), Cancellation);
        var before = (await Fixture.Experiments.Find(id, Cancellation))!.Summary;

        var added = await Fixture.Experiments.AddTrials(id, 3, [Sample.Plan(seed: 7), Sample.Plan(seed: 8)], Cancellation);

        var trials = await Fixture.Experiments.Trials(id, Cancellation);
        Assert.Equal([1, 2, 3, 4], trials.Select(trial => trial.Number));
        Assert.Equal([0, 1, 7, 8], trials.Select(trial => trial.Seed));
        Assert.Equal([$"{id}-3", $"{id}-4"], added.Select(trial => trial.Id));
        Assert.Equal((4, 4), (before.TrialCount, before.QueuedTrials));
        Assert.Equal(before, (await Fixture.Experiments.Find(id, Cancellation))!.Summary);
    }

    [Fact]
    public async Task AddTrials_OfNumbersThatAreThere_ChangesNothing()
    {
        var lease = await Begin(3);
        await Fixture.Trials.EndAttempt(Sample.Outcome(lease, AttemptState.Completed), TrialState.Completed, Cancellation);

        var again = await Fixture.Experiments.AddTrials(1, 1, [.. Enumerable.Repeat(Sample.Plan(seed: 99), 5)], Cancellation);

        Assert.Equal([0, 1, 2, 99, 99], again.Select(trial => trial.Seed));
        Assert.Equal(TrialState.Completed, again[0].State);
        Assert.Equal(5, (await Fixture.Experiments.Find(1, Cancellation))!.Summary.TrialCount);
    }

    [Fact]
    public async Task AddTrials_CancelledExperiment_AddsNone()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 4, "key", submitter: null, Cancellation);
        await Fixture.Experiments.AddTrials(id, 1, Sample.Plans(2), Cancellation);
        await Fixture.Experiments.SetState(id, ExperimentState.Cancelled, Cancellation);

        Assert.Empty(await Fixture.Experiments.AddTrials(id, 3, Sample.Plans(2), Cancellation));

        Assert.Equal(2, (await Fixture.Experiments.Find(id, Cancellation))!.Summary.TrialCount);
        Assert.Equal(2, (await Fixture.Experiments.Trials(id, Cancellation)).Count);
    }

    [Fact]
    public async Task EndPlanning_BeforeAllAreStored_LeavesThoseThatAre()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 4, "key", submitter: null, Cancellation);
        await Fixture.Experiments.AddTrials(id, 1, Sample.Plans(2), Cancellation);

        await Fixture.Experiments.EndPlanning(id, Cancellation);

        var summary = (await Fixture.Experiments.Find(id, Cancellation))!.Summary;
        Assert.Equal((ExperimentState.Running, 2, 2), (summary.State, summary.TrialCount, summary.QueuedTrials));
    }

    [Fact]
    public async Task Create_WithEarlierResults_KeepsThem()
    {
        EarlierResult[] earlier = [new() { ExperimentId = 3, Parameters = new Dictionary<string, ParameterValue> { ["coupling.beta"] = ParameterValue.Of(2) }, Value = 0.5, OtherValues = [null, 2] }];

        var id = await Fixture.Experiments.Create(Sample.Spec(), 2, earlier, "key", submitter: null, Cancellation);
        var other = await Fixture.Experiments.Create(Sample.Spec(), 2, "other", submitter: null, Cancellation);

        var kept = Assert.Single(await Fixture.Experiments.Earlier(id, Cancellation));
        Assert.Equal((3, 2, 0.5, null, 2), (kept.ExperimentId, kept.Parameters["coupling.beta"].Number, kept.Value, kept.OtherValues[0], kept.OtherValues[1]));
        Assert.Empty(await Fixture.Experiments.Earlier(other, Cancellation));
    }

    [Fact]
    public async Task Extend_OfACompletedExperiment_OpensItOnceForEachKey()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 2, "key", submitter: null, Cancellation);
        await Fixture.Experiments.SetState(id, ExperimentState.Completed, Cancellation);
        var first = new Addition { Key = "first", Trials = 3 };
        var second = new Addition { Key = "second", Seeds = [4, 5], Only = [2] };

        Assert.True(await Fixture.Experiments.Extend(id, first, 5, Cancellation));
        Assert.False(await Fixture.Experiments.Extend(id, first with { Trials = 9 }, 14, Cancellation));
        Assert.True(await Fixture.Experiments.Extend(id, second, 7, Cancellation));

        var experiment = (await Fixture.Experiments.Find(id, Cancellation))!;
        Assert.Equal((ExperimentState.Running, (DateTimeOffset?)null, 7), (experiment.Summary.State, experiment.Summary.EndedAt, experiment.Summary.TrialCount));
        Assert.Equal(["first", "second"], experiment.Additions.Select(addition => addition.Key));
        Assert.Equal((3, 4, 2), (experiment.Additions[0].Trials, experiment.Additions[1].Seeds[0], experiment.Additions[1].Only![0]));
    }

    [Theory]
    [InlineData(ExperimentState.Cancelled, false)]
    [InlineData(ExperimentState.Paused, true)]
    public async Task Extend_OfAnotherState_LeavesTheState(ExperimentState state, bool isDone)
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 2, "key", submitter: null, Cancellation);
        await Fixture.Experiments.SetState(id, state, Cancellation);

        Assert.Equal(isDone, await Fixture.Experiments.Extend(id, new() { Key = "a", Trials = 1 }, 3, Cancellation));

        Assert.Equal(state, (await Fixture.Experiments.Find(id, Cancellation))!.Summary.State);
    }

    [Fact]
    public async Task AddTrials_WithTrialsThatWerePending_KeepsTheirNumbers()
    {
        TrialPlan[] plans = [Sample.Plan(), Sample.Plan() with { Pending = [] }, Sample.Plan() with { Pending = [1, 2] }];
        var id = await Fixture.Experiments.Create(Sample.Spec(), plans, Cancellation);

        IReadOnlyList<int>?[] pending = [.. await Task.WhenAll(Enumerable.Range(1, 3).Select(async number => (await Fixture.Trials.Find($"{id}-{number}", Cancellation))!.Pending))];

        Assert.Equal([null, [], [1, 2]], pending);
    }

    [Fact]
    public async Task AddTrials_MissingExperiment_Throws()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Experiments.AddTrials(12, 1, Sample.Plans(1), Cancellation));

        Assert.Equal("experiment 12 does not exist", exception.Message);
    }

    [Fact]
    public async Task Create_UnderAKeyThatIsStored_GivesTheSameExperiment()
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), 2, "key", submitter: null, Cancellation);
        await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);

        Assert.Equal(id, await Fixture.Experiments.Create(Sample.Spec("another"), 5, "key", submitter: null, Cancellation));
        Assert.Equal(id + 2, await Fixture.Experiments.Create(Sample.Spec(), 1, "other", submitter: null, Cancellation));

        Assert.Equal(id, await Fixture.Experiments.FindSubmitted("key", Cancellation));
        Assert.Null(await Fixture.Experiments.FindSubmitted("unknown", Cancellation));
        Assert.Equal(2, (await Fixture.Experiments.Find(id, Cancellation))!.Summary.TrialCount);
    }

    [Theory]
    [InlineData(ExperimentState.Completed)]
    [InlineData(ExperimentState.Cancelled)]
    public async Task SetState_Finished_SetsTheEnd(ExperimentState state)
    {
        var id = await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        Fixture.Clock.Advance(TimeSpan.FromHours(2));

        await Fixture.Experiments.SetState(id, state, Cancellation);

        var summary = (await Fixture.Experiments.Find(id, Cancellation))!.Summary;
        Assert.Equal((state, Fixture.Clock.GetUtcNow()), (summary.State, summary.EndedAt!.Value));
    }

    [Fact]
    public async Task SetState_MissingExperiment_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Fixture.Experiments.SetState(3, ExperimentState.Paused, Cancellation));

    [Fact]
    public async Task Unfinished_AmongOthers_OldestFirst()
    {
        for (var i = 0; i < 4; i++)
            await Fixture.Experiments.Create(Sample.Spec(), Sample.Plans(1), Cancellation);
        await Fixture.Experiments.SetState(2, ExperimentState.Completed, Cancellation);
        await Fixture.Experiments.SetState(3, ExperimentState.Paused, Cancellation);

        Assert.Equal([1, 3, 4], await Fixture.Experiments.Unfinished(Cancellation));
    }

    [Fact]
    public async Task Find_Missing_GivesNull()
    {
        Assert.Null(await Fixture.Experiments.Find(99, Cancellation));
        Assert.Empty(await Fixture.Experiments.Trials(99, Cancellation));
        Assert.Null(await Fixture.Trials.Find("99-1", Cancellation));
        Assert.Null(await Fixture.Trials.Find("nonsense", Cancellation));
    }
}
