using FastOde.Client;
using FastOde.Contracts.Experiments;
using FastOde.EndToEnd.Tests.Processes;
using FastOde.Specs;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>Searches that are killed while they are asked, told and added to.</summary>
public sealed class CrashedSearchTests
{
    private const string Learning = """
        name: learning
        trial: { function: branin }
        search: { sampler: tpe, trials: 14, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        objective: { metric: value }
        """;

    private const string Open = """
        name: open
        trial: { function: sphere }
        search: { sampler: external, space: { x1: { min: -5, max: 5 } } }
        objective: { metric: value }
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_KilledAtEveryTransition_SuggestsWhatOneThatWasNotSuggests()
    {
        string[] slot = ["--exit", "--slots", "1"];
        using var whole = new Workspace();
        whole.Write("spec.yaml", Learning);
        (await FastOdeProcess.Run(whole, ["run", "spec.yaml", .. slot])).Expect(0);

        using var killed = new Workspace();
        killed.Write("spec.yaml", Learning);
        var walk = new CrashWalk(killed, "AddTrials", "BeginAttempt", "EndAttempt", "ExperimentGrain.TrialChanged");
        while (!await walk.Survives(walk.HasStored ? ["resume", .. slot] : ["run", "spec.yaml", .. slot]))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(14, StoredStates.Suggestions(whole).Distinct().Count());
        Assert.Equal(StoredStates.Suggestions(whole), StoredStates.Suggestions(killed));
        Assert.Equal(Enumerable.Repeat("Completed", 14), StoredStates.Trials(killed));
    }

    [Fact]
    public async Task Additions_KilledAtEveryTransition_AreThereOnce()
    {
        using var workspace = new Workspace();
        var walk = new CrashWalk(workspace, "ExperimentGrain.Propose", "ExperimentGrain.Extend", "Extend", "AddTrials");
        while (!await walk.Serves(Add))
        {
        }

        walk.AssertDiedEverywhere();
        Assert.Equal(["Completed"], StoredStates.Experiments(workspace));
        Assert.Equal(Enumerable.Repeat("Completed", 6), StoredStates.Trials(workspace));
        Assert.Equal(
            ["""1 0 {"x1":1}""", """2 0 {"x1":2}""", """3 1 {"x1":1}""", """4 1 {"x1":2}""", """5 0 {"x1":3}""", """6 1 {"x1":3}"""],
            StoredStates.Suggestions(workspace));
    }

    /// <summary>Proposes, adds a seed, and proposes again; each under a key, so that the next process may be asked the same.</summary>
    private static async Task Add(FastOdeClient client)
    {
        var experiment = await client.SubmitAsync(Open, "open", "open", Cancellation);
        await experiment.ProposeAsync(new Proposal { Key = "first", Assignments = [At(1), At(2)] }, Cancellation);
        await experiment.ExtendAsync(new() { Key = "seed", Seeds = 1 }, Cancellation);
        await experiment.ProposeAsync(new Proposal { Key = "second", Assignments = [At(3)] }, Cancellation);
        await experiment.WaitAsync(Cancellation);

        static Dictionary<string, ParameterValue> At(double point) => new() { ["x1"] = ParameterValue.Of(point) };
    }
}
