using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>A search whose trials are stored while others run has every trial once, whenever it is killed.</summary>
public sealed class SearchKillTests
{
    private const int Trials = 2000;

    private static readonly string Spec = $$"""
        name: search
        seeds: [4, 2]
        trial: { function: branin }
        search: { sampler: random, seed: 5, trials: {{Trials / 2}}, space: { x1: { min: -5, max: 10 }, x2: { min: 0, max: 15 } } }
        objective: { metric: value, direction: minimize }
        """;

    [Fact]
    public async Task Resume_OfASearchKilledTwice_HasTheTrialsOfOneThatWasNot()
    {
        using var killed = new Workspace();
        killed.Write("spec.yaml", Spec);
        await KillAt(killed, 250, "run", "spec.yaml", "--exit");
        Assert.InRange(StoredStates.Trials(killed).Count, 250, Trials - 1);
        await KillAt(killed, 1100, "resume", "--exit");
        (await FastOdeProcess.Run(killed, "resume", "--exit", "--json", "report.json")).Expect(0);

        using var whole = new Workspace();
        whole.Write("spec.yaml", Spec);
        (await FastOdeProcess.Run(whole, "run", "spec.yaml", "--exit", "--json", "report.json")).Expect(0);

        var trials = Report.Read(killed).Trials();
        Assert.Equal(Enumerable.Range(1, Trials).Select(number => $"1-{number}"), trials.Select(trial => trial.Text("id")));
        Assert.All(trials, trial => Assert.Equal("completed", trial.Text("state")));
        Assert.Equal(Report.Read(whole).Results(), Report.Read(killed).Results());
    }

    /// <summary>Runs a command until a trial has ended, and kills it at once.</summary>
    private static async Task KillAt(Workspace workspace, int number, params string[] command)
    {
        using var process = FastOdeProcess.Start(workspace, command);
        await process.Line(line => line.StartsWith($"1-{number} ", StringComparison.Ordinal) && line.Contains("completed", StringComparison.Ordinal));
        process.Kill();
    }
}
