using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

/// <summary>The example of a plug-in, built outside the repository against packages alone, as docs/plugins.md says.</summary>
public sealed class PluginTests
{
    private static readonly string Example = Path.Combine(FastOdeProcess.Repository, "examples", "plugin");

    [Fact]
    public async Task Run_SpecWithEveryKindOfAPlugin_TrainsAndMeasuresAlsoInProcessesOfItsOwn()
    {
        using var workspace = new Workspace();
        await Build(workspace);
        workspace.Write("swirl.yaml", await File.ReadAllTextAsync(Path.Combine(Example, "swirl.yaml"), TestContext.Current.CancellationToken));

        (await FastOdeProcess.Run(workspace, "run", "swirl.yaml", "--exit", "--json", "report.json")).Expect(0);
        var report = Report.Read(workspace);
        Assert.Equal(2, report.Trials().Count);
        Assert.All(report.Trials(), trial => Assert.InRange(trial["objective"]!.GetValue<double>(), 0, 2));
        Assert.Contains("swirl 1.0.0", (await FastOdeProcess.Run(workspace, "doctor")).Expect(0).Output, StringComparison.Ordinal);
        Assert.All(StoredStates.Environments(workspace), environment => Assert.Contains("\"swirl 1.0.0", environment, StringComparison.Ordinal));

        // The same weights where a process of its own trains, which loads the plug-in for itself.
        (await FastOdeProcess.Run(workspace, "run", "swirl.yaml", "--exit", "--isolate", "--json", "report.json", "--force")).Expect(0);
        Assert.Equal(report.Trials().Select(trial => trial.Text("weightsSha256")), Report.Read(workspace).Trials().Select(trial => trial.Text("weightsSha256")));

        // Without it, the same spec is refused, and what is stored is still shown.
        Directory.Move(workspace.Path("plugins"), workspace.Path("away"));
        var refused = await FastOdeProcess.Run(workspace, "run", "swirl.yaml", "--exit");
        refused.Expect(2);
        Assert.Contains("'pinwheel'", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("swirl", (await FastOdeProcess.Run(workspace, "ls")).Expect(0).Output, StringComparison.Ordinal);
    }

    private static async Task Build(Workspace workspace)
    {
        await PackageFeed.Make(workspace, "Specs", "FlowMatching");
        Directory.CreateDirectory(workspace.Path("source"));
        foreach (var file in Directory.EnumerateFiles(Example).Where(file => Path.GetExtension(file) is ".cs" or ".csproj"))
            File.Copy(file, workspace.Path("source", Path.GetFileName(file)));
        await PackageFeed.Dotnet(workspace, "build", workspace.Path("source"), "-c", "Release", "-o", workspace.Path("plugins", "swirl"));
    }
}
