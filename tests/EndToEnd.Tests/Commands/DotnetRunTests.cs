using System.Reflection;
using FastOde.EndToEnd.Tests.Processes;

namespace FastOde.EndToEnd.Tests.Commands;

public sealed class DotnetRunTests
{
    private static string Configuration => typeof(DotnetRunTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "Configuration").Value!;

    [Fact]
    public async Task DotnetRun_RelativePaths_MeanTheUsersFolder()
    {
        using var workspace = new Workspace();
        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        using var process = FastOdeProcess.StartProgram(
            "dotnet",
            workspace.Root,
            ["run", "-c", Configuration, "--no-build", "--project", Path.Combine(FastOdeProcess.Repository, "src", "Silo"), "--",
                "run", "spec.yaml", "--exit", "--json", "report.json", "--port", "0", "--gateway-port", "0"]);
        var outcome = await process.End();

        outcome.Expect(0);
        Assert.Equal(4, Report.Read(workspace).Trials().Count);
        Assert.True(File.Exists(workspace.Path("experiments.db")));
    }

    [Fact]
    public async Task DotnetPublish_Output_CarriesLibtorchAndWebAssets()
    {
        using var workspace = new Workspace();
        using (var publish = FastOdeProcess.StartProgram(
            "dotnet",
            workspace.Root,
            ["publish", "-c", Configuration, "--no-build", Path.Combine(FastOdeProcess.Repository, "src", "Silo"), "-o", workspace.Path("published")]))
        {
            (await publish.End()).Expect(0);
        }

        workspace.Write("spec.yaml", TestSpecs.Small(iterations: 20));
        using var run = FastOdeProcess.StartProgram(
            workspace.Path("published", "fastode"), workspace.Root, ["run", "spec.yaml", "--port", "0", "--gateway-port", "0"]);
        using var http = new HttpClient() { BaseAddress = await run.DashboardAddress() };
        await Assets.AllAnswer(http);
        await run.Line(line => line.Contains("1-4 ", StringComparison.Ordinal) && line.Contains(": completed", StringComparison.Ordinal));
    }
}
