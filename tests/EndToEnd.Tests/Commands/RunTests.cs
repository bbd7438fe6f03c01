using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class RunTests(SmallExperiment experiment)
{
    [Fact]
    public void Run_JsonReport_HasTheDocumentedShape()
    {
        Assert.Equal(1, experiment.Report["experiment"]!.Number("id"));
        Assert.Equal("small", experiment.Report["experiment"]!.Text("name"));
        Assert.Equal(4, experiment.Report.Trials().Count);
        Assert.All(experiment.Report.Trials(), trial =>
        {
            Assert.Contains(trial["parameters"]!.Text("coupling.kind"), new[] { "independent", "learned" });
            Assert.Contains(trial.Number("seed"), new[] { 0d, 1d });
            Assert.Equal("completed", trial.Text("state"));
            Assert.Equal(1, trial.Number("attempts"));
            Assert.True(trial.Number("iterationsPerSecond") > 0);
            Assert.Matches("^[0-9a-f]{64}$", trial.Text("weightsSha256"));
        });
    }

    [Fact]
    public void Run_JsonReport_HoldsTheWholeEvaluationTable()
    {
        Assert.All(experiment.Report.Trials(), trial =>
        {
            // Evaluated twice in between and at the end: two metrics × two step counts each.
            var rows = trial["evaluations"]!.AsArray().Select(row => row!).ToList();
            Assert.Equal(12, rows.Count);
            Assert.Equal([1000d, 2000d, TestSpecs.Iterations], rows.Select(row => row.Number("step")).Distinct().Order());
            Assert.Equal(["curvature", "wasserstein2"], rows.Select(row => row.Text("metric")).Distinct().Order());
            Assert.All(rows, row =>
            {
                Assert.Equal("euler", row.Text("solver"));
                Assert.Equal(row.Number("steps"), row.Number("nfe"));
                Assert.True(double.IsFinite(row.Number("value")));
            });
        });
    }

    [Fact]
    public void Run_DifferentSeeds_GiveDifferentWeights() =>
        Assert.Equal(4, experiment.Report.Trials().Select(trial => trial.Text("weightsSha256")).Distinct().Count());

    [Fact]
    public void Run_OutputThatIsNoTerminal_IsPlainLines()
    {
        Assert.DoesNotContain('\u001b', experiment.Outcome.Output);
        Assert.Empty(experiment.Outcome.ErrorLines);
        Assert.Contains("dashboard: http://127.0.0.1:", experiment.Outcome.Output, StringComparison.Ordinal);
        Assert.Equal(4, experiment.Outcome.Output.Split('\n').Count(line => line.Contains($": completed, {TestSpecs.Iterations} iterations", StringComparison.Ordinal)));
    }

    [Fact]
    public void Run_End_ComparesTheCouplings()
    {
        var table = experiment.Outcome.Output.Split('\n');
        Assert.Contains(table, line => line.Contains("independent", StringComparison.Ordinal) && line.Contains("learned", StringComparison.Ordinal));
        Assert.Contains(table, line => line.StartsWith("curvature", StringComparison.Ordinal) && line.Count(letter => letter == '±') == 2);
        Assert.Contains(table, line => line.StartsWith("4 steps", StringComparison.Ordinal) && line.Count(letter => letter == '±') == 2);
    }

    [Fact]
    public async Task Run_SameDirectoryAgain_AddsAnExperiment()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        foreach (var name in new[] { "first.json", "second.json" })
            (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", name)).Expect(0);

        var (first, second) = (Report.Read(workspace, "first.json"), Report.Read(workspace, "second.json"));
        Assert.Equal(1, first["experiment"]!.Number("id"));
        Assert.Equal(2, second["experiment"]!.Number("id"));
        Assert.Equal(first.Results(), second.Results());
        Assert.True(Directory.Exists(workspace.Path("artifacts", "1")));
        Assert.True(Directory.Exists(workspace.Path("artifacts", "2")));
    }

    [Fact]
    public async Task Run_DataOption_KeepsEverythingThere()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        (await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--data", "deep/data")).Expect(0);

        Assert.True(File.Exists(workspace.Path("deep", "data", "experiments.db")));
        Assert.Equal(["deep", "spec.yaml"], Directory.EnumerateFileSystemEntries(workspace.Root).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Run_LossThatExplodes_EndsAsDivergedAndKeepsTheLastGoodCheckpoint()
    {
        using var workspace = new Workspace();

        // The decay passes the factor -1 at step 400 of the warm-up; from there on the weights grow without bound.
        workspace.Write("spec.yaml", TestSpecs.Small(optimizer: "kind: adamw, learningRate: 1e-3, warmup: 1000, weightDecay: 5000"));
        var outcome = await FastOdeProcess.Run(workspace, "run", "spec.yaml", "--exit", "--json", "report.json");

        outcome.Expect(1);
        Assert.All(Report.Read(workspace).Trials(), trial =>
        {
            Assert.Equal("diverged", trial.Text("state"));
            Assert.InRange(trial.Number("step"), 401, TestSpecs.Iterations);
            Assert.Contains($"step {trial["step"]}", trial.Text("message"), StringComparison.Ordinal);
            Assert.Null(trial["weightsSha256"]);
            Assert.Contains($"{trial.Text("message")}\n", outcome.Output, StringComparison.Ordinal);
        });
        Assert.All(Enumerable.Range(1, 4), trial => Assert.NotEmpty(Checkpoints.Of(workspace, trial)));
    }
}
